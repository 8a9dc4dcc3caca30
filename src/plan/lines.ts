import { error, type Place, warning } from "../message/message.ts";
import type { Claims } from "../settings/claims.ts";
import type { Settings } from "../settings/settings.ts";
import { badPattern, type ReadLine } from "./patterns.ts";
import { namesIn, readNamedLine } from "./placeholders.ts";

interface How {
  readonly kind: Required<Claims>["match"];
  readonly settings: Pick<Settings, "placeholders">;
}

/**
 * A line of expected output as `match=` says to read it. `...` alone on a line stands for any lines, unless `exact` says
 * that it is itself.
 */
export function readLine(text: string, { kind, settings }: How, place: Place): ReadLine {
  if (text.trim() === "..." && kind !== "exact" && kind !== "unordered") return { pattern: { kind: "ellipsis", text } };
  switch (kind) {
    case "glob":
      return {
        pattern: { kind: "glob", text: text.trimEnd(), escapes: true, on: "trimmed" },
        ...unread(text, settings, place),
      };
    case "regex":
      return readRegexLine(text, place);
    case "ellipsis":
      return readNamedLine(text, settings) ?? { pattern: { kind, text } };
    case "unordered":
      return { pattern: { kind, text }, ...unread(text, settings, place) };
    case "exact":
      return { pattern: { kind, text } };
  }
}

/** A name that is declared, where none is read, was hardly meant as it stands. */
function unread(text: string, settings: How["settings"], place: Place): Pick<ReadLine, "message"> {
  const [name] = namesIn(text, settings);
  if (name === undefined) return {};
  const what = `<${name}> is itself here: only where match is ellipsis are placeholders read`;
  return { message: warning(place, { code: "unread-placeholder", what, hint: "write a wildcard instead" }) };
}

function readRegexLine(text: string, place: Place): ReadLine {
  const own = text.trimEnd();
  const flags = ["su", "s"].find((flag) => faultOf(own, flag) === undefined);
  if (flags !== undefined) return { pattern: { kind: "regex", source: `^(?:${own})$`, flags, on: "trimmed" } };
  const message = error(place, badPattern(faultOf(own, "su") ?? ""));
  return { pattern: { kind: "exact", text }, message };
}

/** By itself, before it is grouped: `a)|(b` would be closed by the group. */
function faultOf(source: string, flags: string): string | undefined {
  try {
    void new RegExp(source, flags);
    return undefined;
  } catch (cause) {
    return (cause as SyntaxError).message.replace(/^.*: /s, "").toLowerCase();
  }
}
