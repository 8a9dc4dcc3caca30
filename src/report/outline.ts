/** What a command line offers, as data: completions and the manual page are made of it. */
export interface Outline {
  readonly name: string;
  readonly about: string;
  /** Behind the name: `[options] [path...]`. */
  readonly usage: string;
  readonly arguments: readonly ArgumentOutline[];
  readonly options: readonly OptionOutline[];
  readonly commands: readonly Outline[];
  /** What its help says below all that. */
  readonly more: string;
}

/** What may stand in a place: one of the choices; a file; both, as in `junit:report.xml`; or what cannot be known. */
export interface ValueOutline {
  readonly name: string;
  readonly choices: readonly string[];
  readonly isFile: boolean;
}

export interface ArgumentOutline extends ValueOutline {
  readonly about: string;
}

export interface OptionOutline {
  /** `-m`, `--machine` */
  readonly names: readonly string[];
  /** As its help shows it: `-m, --machine <kind>`. */
  readonly term: string;
  readonly about: string;
  /** The same, with choices and default. */
  readonly details: string;
  readonly value: ValueOutline | undefined;
  /** Its value may be left out: `--changed [ref]`. */
  readonly isOptional: boolean;
}

/** A command, with the way to it: `/image/build`; the program's own is empty. */
export interface Placed {
  readonly way: string;
  readonly command: Outline;
}

/** The program and all its commands, each before those below it. */
export function everyCommand(command: Outline, way = ""): readonly Placed[] {
  return [{ way, command }, ...command.commands.flatMap((one) => everyCommand(one, `${way}/${one.name}`))];
}
