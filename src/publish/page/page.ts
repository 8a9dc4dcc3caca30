import type { Element } from "hast";
import { toString } from "mdast-util-to-string";
import { visible } from "../../report/visible.ts";
import type { Prose } from "../../prose/tree.ts";
import type { Edition } from "../edition.ts";
import type { Assets } from "./assets.ts";
import { type Child, el } from "./element.ts";
import { fileOf } from "./frame.ts";
import { helpView } from "./help.ts";
import { sprite } from "./icons.ts";
import { locate } from "./locate.ts";
import { Looks, playerTheme } from "./looks.ts";
import { contentsView, outlineOf } from "./outline.ts";
import { MOST_OUTPUT } from "./output.ts";
import { proseView } from "./prose.ts";
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
export function pageOf(edition: Edition, { prose, assets, image = () => undefined }: Material): string {
  const { document, outcomes, recording } = edition;
  const looks = new Looks();
  const outline = outlineOf(prose);
  const located = locate(document, outcomes);
  const around = { steps: outcomes.length, ink: { looks, left: MOST_OUTPUT } };
  const body = proseView({ ...prose, children: prose.children.filter((node) => node !== outline.title) }, outline, {
    block: (index) => {
      const block = document.blocks[index];
      const steps = located.get(index);
      if (block === undefined) return codeView("");
      return steps === undefined ? codeView(block.text) : sessionView(block, steps, around);
    },
    code: codeView,
    image,
  });
  const contents = contentsView(outline);
  const title = outline.title === undefined ? edition.title : toString(outline.title);
  const { style, script, digest } = assets;
  return fileOf(
    {
      title: visible(title),
      description: firstSentence(prose),
      styles: [
        [style.page, looks.css(), ...(recording === undefined ? [] : [proportionsOf(recording), playerTheme()])].join(
          "\n",
        ),
        ...(recording === undefined ? [] : [style.player]),
      ],
      scripts: recording === undefined ? [script.page] : [script.page, script.theatre],
      ...(recording !== undefined && { later: { id: "theatre:code", code: script.player } }),
      body: [
        el("a", { className: ["skip"], href: "#page:text" }, ["Skip to the text"]),
        sprite(),
        el("div", { className: ["page", recording === undefined ? "unrecorded" : "recorded"] }, [
          headView(title, edition),
          (recording !== undefined || contents !== undefined) &&
            el("div", { className: ["rail"] }, [
              recording !== undefined && theatreView(recording, outcomes.length),
              contents,
            ]),
          el("main", { id: "page:text", tabIndex: -1 }, body),
          footView(edition),
        ]),
        helpView(recording !== undefined),
        recording !== undefined && jsonView(recordingJson(recording)),
      ],
    },
    digest,
  );
}

function headView(title: string, edition: Edition): Element {
  return el("header", { className: ["head"] }, [
    el("p", { className: ["path"] }, [visible(edition.path)]),
    el("h1", { dir: "auto" }, [visible(title)]),
    sealView(edition),
  ]);
}

function jsonView(text: string): Child {
  return el("script", { type: "application/json", id: "theatre:recording" }, [text]);
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

const LONGEST_DESCRIPTION = 200;

function firstSentence({ children }: Prose): string {
  const paragraph = children.find(({ type }) => type === "paragraph");
  const text = paragraph === undefined ? "" : toString(paragraph).replaceAll(/\s+/g, " ").trim();
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return visible(sentence.length > LONGEST_DESCRIPTION ? `${sentence.slice(0, LONGEST_DESCRIPTION)}…` : sentence);
}
