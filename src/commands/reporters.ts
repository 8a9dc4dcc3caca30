export const REPORTERS = ["pretty", "dot", "json", "junit", "tap", "github", "sarif"] as const;

/** `junit:report.xml`: a reporter and its file; without one it is for the standard output. */
export interface ReporterChoice {
  readonly name: (typeof REPORTERS)[number];
  readonly file?: string;
}
