import type { Element, ElementContent } from "hast";
import type { Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import { append } from "../../prose/lists.ts";
import { clip, visible } from "../../report/visible.ts";
import type { Prose } from "../../prose/tree.ts";
import type { Edition } from "../edition.ts";
import type { Assets } from "./assets.ts";
import { boundedProse } from "./bounded.ts";
import { type Child, el } from "./element.ts";
import { fileOf } from "./frame.ts";
import { helpView } from "./help.ts";
import { sprite } from "./icons.ts";
import { locate } from "./locate.ts";
import { Looks, playerTheme } from "./looks.ts";
import { contentsView, outlineOf } from "./outline.ts";
import { MOST_OUTPUT } from "./output.ts";
import { type Inlays, proseView } from "./prose.ts";
import { sealView } from "./seal.ts";
import { codeView, sessionView } from "./session.ts";
import { proportionsOf, recordingJson, theatreView } from "./theatre.ts";

/** What a page is made of beside its edition. */
export interface Material {
  /** The edition's document. */
  readonly prose: Prose;
  readonly assets: Assets;
  /** For the URL of an image as the document writes it, its data: URL, where it is one of the project's and small. */
  readonly image?: (url: string) => string | undefined;
}

/** An edition as an HTML page: one file that asks no other host for anything, and can be read without scripts. */
export function pageOf(edition: Edition, { assets, image = () => undefined, ...material }: Material): string {
  const prose = boundedProse(material.prose);
  const { recording } = edition;
  const looks = new Looks();
  const { title, text, contents } = readingOf(edition, prose, { looks, image });
  const { style, script, digest } = assets;
  const own = [style.page, looks.css()];
  const name = visible(title.map((node) => toString(node)).join(""));
  const frame = { title: name, description: firstSentence(prose) };
  const parts = { title, text, contents, theatre: undefined };
  if (recording === undefined)
    return fileOf({ ...frame, styles: [own.join("\n")], scripts: [script.page], body: bodyOf(edition, parts) }, digest);
  const theatre = theatreView(recording, edition.outcomes);
  return fileOf(
    {
      ...frame,
      styles: [[...own, style.theatre, proportionsOf(recording), playerTheme()].join("\n"), style.player],
      scripts: [script.page, script.theatre],
      later: { id: "theatre:code", code: script.player },
      body: [
        ...bodyOf(edition, { ...parts, theatre }),
        el("script", { type: "application/json", id: "theatre:recording" }, [recordingJson(recording)]),
      ],
    },
    digest,
  );
}

interface Reading {
  readonly title: readonly ElementContent[];
  readonly text: readonly ElementContent[];
  readonly contents: Element | undefined;
}

/** The document as it is to be read: its steps where it shows them. */
function readingOf(
  edition: Edition,
  prose: Prose,
  { looks, image }: { looks: Looks; image: Inlays["image"] },
): Reading {
  const { document, title } = edition;
  const outline = outlineOf(prose);
  const located = locate(edition);
  const around = { ink: { looks, left: MOST_OUTPUT } };
  const inlays: Inlays = {
    block: (index) => {
      const block = document.blocks[index];
      const steps = located.get(index);
      return steps === undefined || block === undefined
        ? codeView(block?.text ?? "")
        : sessionView(block, steps, around);
    },
    code: codeView,
    image,
  };
  const view = (children: Prose["children"]): ElementContent[] =>
    proseView({ type: "root", children }, outline, inlays);
  const [shown] = outline.title === undefined ? [] : view([{ type: "paragraph", children: outline.title.children }]);
  return {
    title: shown?.type === "element" ? shown.children : [{ type: "text", value: title }],
    text: view(prose.children.filter((node) => node !== outline.title)),
    contents: contentsView(outline),
  };
}

function bodyOf(
  edition: Edition,
  { title, text, contents, theatre }: Reading & { theatre: Element | undefined },
): Child[] {
  const isRecorded = theatre !== undefined;
  return [
    el("a", { className: ["skip"], href: "#page:text" }, ["Skip to the text"]),
    sprite(),
    el("div", { className: ["page", isRecorded ? "recorded" : "unrecorded"] }, [
      el("header", { className: ["head"] }, [
        el("p", { className: ["path"] }, [visible(edition.path)]),
        el("h1", { dir: "auto" }, title),
        sealView(edition),
      ]),
      (isRecorded || contents !== undefined) && el("div", { className: ["rail"] }, [theatre, contents]),
      el("main", { id: "page:text", tabIndex: -1 }, text),
      footView(edition),
    ]),
    helpView(isRecorded),
  ];
}

function footView({ stamp: { howtrue } }: Edition): Element {
  return el("footer", { className: ["foot"] }, [
    el("p", {}, [
      "Every command here was typed into a real terminal, and what it printed was compared with what the text says. ",
      el("span", { className: ["varies"] }, ["Dotted underlines"]),
      " mark what may differ from run to run.",
    ]),
    el("p", {}, [
      `Made with howtrue ${visible(howtrue)}. `,
      el("button", { type: "button", className: ["help"] }, ["Keyboard shortcuts"]),
    ]),
  ]);
}

/** Whether some of its text stands as it is written, for it would take too long to read. */
export function unreadIn(prose: Prose): boolean {
  const todo: Nodes[] = [prose];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.type === "paragraph" && node.data?.unread === true) return true;
    if ("children" in node) append(todo, node.children);
  }
  return false;
}

const LONGEST_DESCRIPTION = 200;

/** What it is about, for lists; empty where it has no text. */
export function firstSentence({ children }: Prose): string {
  const paragraph = children.find(({ type }) => type === "paragraph");
  const text = paragraph === undefined ? "" : toString(paragraph).replaceAll(/\s+/g, " ").trim();
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return visible(sentence.length > LONGEST_DESCRIPTION ? `${clip(sentence, LONGEST_DESCRIPTION)}…` : sentence);
}
