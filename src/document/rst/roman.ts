const NUMERALS: readonly (readonly [string, number])[] = [
  ["M", 1000],
  ["CM", 900],
  ["D", 500],
  ["CD", 400],
  ["C", 100],
  ["XC", 90],
  ["L", 50],
  ["XL", 40],
  ["X", 10],
  ["IX", 9],
  ["V", 5],
  ["IV", 4],
  ["I", 1],
];
const MAX = 4999;

/** Undefined if it cannot be written. */
export function toRoman(value: number): string | undefined {
  if (value > MAX) return undefined;
  let rest = value;
  let text = "";
  for (const [numeral, worth] of NUMERALS) {
    for (; rest >= worth; rest -= worth) text += numeral;
  }
  return text;
}

/** Of upper-case letters; undefined if they are no numeral in its regular form. */
export function fromRoman(text: string): number | undefined {
  if (!/^M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text)) return undefined;
  let value = 0;
  let at = 0;
  for (const [numeral, worth] of NUMERALS) {
    for (; text.startsWith(numeral, at); at += numeral.length) value += worth;
  }
  return value;
}
