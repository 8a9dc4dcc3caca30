/** Colours of a terminal, or none: each takes text and gives it painted. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** For what differs within a line. */
  readonly inverse: (text: string) => string;
  /** As a program painted it: parameters of ECMA-48 8.3.117. */
  readonly sgr: (parameters: string, text: string) => string;
}

/** ECMA-48 8.3.117, SGR: how each is begun and ended. */
const SGR = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  bold: [1, 22],
  dim: [2, 22],
  inverse: [7, 27],
} as const;

export function makePaint(colours: boolean): Paint {
  const paint = (name: keyof typeof SGR) => {
    const [on, off] = SGR[name];
    return colours ? (text: string) => `\x1b[${on}m${text}\x1b[${off}m` : (text: string) => text;
  };
  return {
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    bold: paint("bold"),
    dim: paint("dim"),
    inverse: paint("inverse"),
    sgr: (parameters, text) => (colours ? `\x1b[${parameters}m${text}\x1b[0m` : text),
  };
}
