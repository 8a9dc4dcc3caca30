import type { Format } from "../document/document.ts";

/** One idea of the dialect: a sentence, and the lines of a transcript that show it. */
interface Idea {
  readonly prose: string;
  readonly annotation?: string;
  readonly lines: readonly string[];
}

const TITLE = "A first howto";

const IDEAS: readonly Idea[] = [
  {
    prose: "Below a command stands what it prints:",
    lines: ["$ echo Hello, reader", "Hello, reader"],
  },
  {
    prose: "Three dots stand for what is another text each time:",
    lines: ["$ date", "..."],
  },
  {
    prose: "All steps share their shell and its directory, so a file that one makes is there for the next:",
    lines: ["$ echo water the plants > notes.txt", "$ cat notes.txt", "water the plants"],
  },
  {
    prose: "A step that fails on purpose says with which exit status:",
    annotation: "exit=1",
    lines: ["$ grep coffee notes.txt"],
  },
  {
    prose: "What takes things away again is run also when the document stops early:",
    annotation: "cleanup",
    lines: ["$ rm notes.txt"],
  },
];

/** A howto that holds, and shows what a howto can say: the same in each format. */
export function firstHowto(format: Exclude<Format, "cram">): string {
  const paragraphs = IDEAS.map(format === "rst" ? inRst : inMarkdown);
  const title = format === "rst" ? `${TITLE}\n${"=".repeat(TITLE.length)}` : `# ${TITLE}`;
  return `${[title, ...paragraphs].join("\n\n")}\n`;
}

function inMarkdown({ prose, annotation, lines }: Idea): string {
  const comment = annotation === undefined ? [] : [`<!-- howtrue: ${annotation} -->\n`];
  return [prose, "", ...comment, "```console", ...lines, "```"].join("\n");
}

function inRst({ prose, annotation, lines }: Idea): string {
  const comment = annotation === undefined ? [] : [`.. howtrue: ${annotation}\n`];
  return [prose, "", ...comment, ".. code-block:: console", "", ...lines.map((line) => `   ${line}`)].join("\n");
}
