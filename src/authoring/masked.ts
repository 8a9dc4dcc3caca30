import { mask, type Secrets } from "../run/secrets.ts";
import type { Item } from "./items.ts";

/** An item without the secrets in it. A command that holds one can only be shown, not run. */
export function masked(item: Item, secrets: Secrets): Item {
  if (secrets.size === 0) return item;
  const hide = (text: string): string => mask(text, secrets);
  switch (item.kind) {
    case "prose":
    case "heading":
      return { ...item, text: hide(item.text) };
    case "left-out":
      return { ...item, command: hide(item.command) };
    case "step": {
      const command = hide(item.command);
      const lines = item.lines.length === 0 ? [] : hide(item.lines.join("\n")).split("\n");
      const { needs } = item;
      if (command !== item.command) return { ...item, command, lines, needs: { kind: "keys", why: IN_COMMAND } };
      return needs?.kind === "answer"
        ? { ...item, lines, needs: { ...needs, text: hide(needs.text) } }
        : { ...item, lines };
    }
  }
}

const IN_COMMAND = "a secret stands in the command";
