/** 0: every claim holds; 1: one does not; 2: something could not be run. */
export function exitStatus(documents: readonly { readonly status: "held" | "failed" | "broken" }[]): number {
  if (documents.some(({ status }) => status === "failed")) return 1;
  return documents.some(({ status }) => status === "broken") ? 2 : 0;
}
