import { KEYS, keysFor } from "../settings/keys.ts";

const HEAD = `# What holds for all documents in this folder and below it. Nothing does yet: each line is a key
# with a value that it may have. Take away "#" to say it. A document's own settings stand above these.
# \`howtrue config\` prints every setting, and where it comes from.
`;

/** A project's settings with every key that can be said there, all of them commented out. */
export function firstConfig(): string {
  const entries = keysFor("project").map((name) => {
    const { about, forms } = KEYS[name];
    const others = forms.length > 1 ? ` (${forms.join(" | ")})` : "";
    return `\n${comment(`${about}${others}`)}# ${name}: ${forms[0] ?? ""}\n`;
  });
  return `${HEAD}${entries.join("")}`;
}

function comment(text: string): string {
  return text.replaceAll(/(.{1,97})(?: |$)/g, "## $1\n");
}
