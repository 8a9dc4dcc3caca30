/** howtrue as a library. */
export type { Document, Format } from "./document/document.ts";
export { parse, type ParseOptions } from "./document/parse.ts";
export type { Message, Place } from "./message/message.ts";
export { makePlan as plan } from "./plan/make.ts";
export type { Plan, Step } from "./plan/plan.ts";
export type { DocumentResult, Event, Outcome } from "./run/outcome.ts";
export type { Options, Settings } from "./settings/settings.ts";
export { update, type Update, type UpdateOptions } from "./update.ts";
export { verify, type VerifyOptions } from "./verify.ts";
