/** Damaged copies of texts: lines lost, doubled and shifted, characters changed. The same for the same seed. */
export function damage(text: string, seed: number): string {
  const random = randomNumbers(seed);
  const lines = text.split("\n").slice(0, 2_000);
  for (let times = 3 + random(Math.max(1, lines.length >> 3)); times > 0; times--) {
    const at = random(lines.length);
    const line = lines[at] ?? "";
    const kind = random(7);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(at, 0, lines[random(lines.length)] ?? "");
    else if (kind === 2) lines[at] = " ".repeat(1 + random(8)) + line;
    else if (kind === 3) lines[at] = line.slice(1 + random(4));
    else if (kind === 4) lines[at] = `\t${line.trimStart()}`;
    else if (kind === 5) lines.splice(at, 0, "");
    else {
      const column = random(line.length + 1);
      const flipped = String.fromCharCode((line.charCodeAt(column) || 0) ^ (1 << random(8)));
      lines[at] = line.slice(0, column) + flipped + line.slice(column + 1);
    }
  }
  return lines.join("\n");
}

/** Mulberry32: whole numbers below a limit. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
