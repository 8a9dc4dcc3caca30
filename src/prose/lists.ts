/** The greatest of numbers, of which there may be more than a call takes; at least `least`. */
export function greatest(numbers: readonly number[], least: number): number {
  return numbers.reduce((most, one) => Math.max(most, one), least);
}

/** Puts all of `more` behind what is in `list`. */
export function append<Kind>(list: Kind[], more: readonly Kind[]): void {
  for (const one of more) list.push(one);
}
