/** Of a terminal, in cells. */
export interface Size {
  readonly cols: number;
  readonly rows: number;
}

/** A line as it is shown. */
export interface Shown {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** How a part of a line looks: from and to are indices into its text, `sgr` the parameters of ECMA-48 8.3.117. */
export interface Style {
  readonly from: number;
  readonly to: number;
  readonly sgr: string;
}
