import { error, type Message, type Place } from "../message/message.ts";
import type { Claims } from "../settings/claims.ts";
import { spellDuration } from "../settings/duration.ts";

/**
 * Claims of a step that cannot both be meant. `own`: said at its block and at the command; a habit of the document or the project
 * that a step goes against is none. `timeout`: after which it is ended, as far as the document says so.
 */
export function contradictions(
  claims: Claims,
  { own, timeout }: { own: readonly Claims[]; timeout: number | undefined },
  place: Place,
): Message[] {
  const messages: Message[] = [];
  const say = (what: string, hint = "leave one of them"): unknown =>
    messages.push(error(place, { code: "contradiction", what, hint }));
  if (claims.answer !== undefined && claims.secret !== undefined) say("answer and secret both say what is to be typed");
  if (own.some(({ ignore, match }) => ignore === true && match !== undefined))
    say("ignore says that nothing is compared, and match how it is");
  const { background = false } = claims;
  if (background && own.some(({ within }) => within !== undefined))
    say("within claims when it ends, and background leaves it running", "until and timeout say when it must be ready");
  if (background && claims.cleanup === true) say("cleanup is run to its end, and background leaves it running");
  if (!background && claims.until !== undefined)
    say("until waits for a step that is left running, and this one is not", "say background, too");
  if (claims.within !== undefined && timeout !== undefined && claims.within > timeout) {
    const [within, end] = [claims.within, timeout].map(spellDuration);
    say(`within allows ${within}, and timeout ends it after ${end}`, "give it a longer timeout");
  }
  return messages;
}
