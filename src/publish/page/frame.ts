import type { Element, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Assets } from "./assets.ts";
import { type Child, el } from "./element.ts";

/** What a file is made of. */
export interface Frame {
  readonly title: string;
  readonly description: string;
  readonly styles: readonly string[];
  /** Run when the page has been read. */
  readonly scripts: readonly string[];
  /** Kept as text until a script adds them to the page; WebAssembly may run then. */
  readonly later?: { readonly id: string; readonly code: string };
  readonly body: readonly Child[];
}

/** A file that needs no other. */
export function fileOf(frame: Frame, digest: Assets["digest"]): string {
  const { title, description, styles, scripts, later, body } = frame;
  const meta = (properties: Element["properties"]): Element => el("meta", properties);
  const head: Child[] = [
    meta({ charSet: "utf-8" }),
    meta({ httpEquiv: ["Content-Security-Policy"], content: policyOf(frame, digest) }),
    meta({ name: "viewport", content: "width=device-width, initial-scale=1" }),
    meta({ name: "color-scheme", content: "light dark" }),
    meta({ name: "referrer", content: "no-referrer" }),
    el("title", {}, [title]),
    description !== "" && meta({ name: "description", content: description }),
    meta({ name: "generator", content: "howtrue" }),
    ...styles.map((css) => el("style", {}, [css])),
  ];
  const code = [
    ...(later === undefined ? [] : [el("script", { type: "text/plain", id: later.id }, [later.code])]),
    ...scripts.map((text) => el("script", {}, [text])),
  ];
  const html = el("html", { lang: "en" }, [el("head", {}, head), el("body", {}, [...body, ...code])]);
  const root: Root = { type: "root", children: [{ type: "doctype" }, html] };
  return `${toHtml(root)}\n`;
}

/** Nothing is loaded and nothing runs but what this file holds and we wrote. */
function policyOf({ styles, scripts, later }: Frame, digest: Assets["digest"]): string {
  const hashes = (texts: readonly string[]): string[] => texts.map((text) => `'sha256-${digest(text)}'`);
  const code = [...hashes(later === undefined ? scripts : [...scripts, later.code])];
  const rules: readonly (readonly string[])[] = [
    ["default-src", "'none'"],
    ["script-src", ...(code.length === 0 ? ["'none'"] : code), ...(later === undefined ? [] : ["'wasm-unsafe-eval'"])],
    ["style-src", ...hashes(styles)],
    ["img-src", "data:"],
    ["base-uri", "'none'"],
    ["form-action", "'none'"],
  ];
  return rules.map((rule) => rule.join(" ")).join("; ");
}
