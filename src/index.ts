/** howtrue as a library: see docs/library.md. What is not exported here is nobody's to use. */
export type { Block, Document, Format } from "./document/document.ts";
export { parse, type ParseOptions } from "./document/parse.ts";
export type { Passed } from "./document/transcript.ts";
export type { PublishOptions, RunOptions, UpdateOptions, VerifyOptions } from "./library/options.ts";
export { plan } from "./library/plan.ts";
export { publish } from "./library/publish.ts";
export { update } from "./library/update.ts";
export { type Verification, verify } from "./library/verify.ts";
export type { Match, Row } from "./match/match.ts";
export type { Message, Place, Severity } from "./message/message.ts";
export type { EditionState, Publication } from "./publish/publication.ts";
export type { Expectation, ExpectedLine, Plan, Step } from "./plan/plan.ts";
export type { Update } from "./rewrite/update.ts";
export type { DocumentResult, Event, Failure, Observation, Outcome } from "./run/outcome.ts";
export type { Options, Settings, Suite } from "./settings/settings.ts";
export type { Screen } from "./terminal/screen.ts";
