/** Text that a terminal, too, may be shown. */
export function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll(UNSEEN, escapeUnit)}\n`;
}

/** What JSON lets through and a terminal would act on: DEL, the C1 controls, marks that turn the direction of text. */
const UNSEEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
