import { createHash } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Edition } from "../../../src/publish/edition.ts";
import { editionFrom, htmlOf, STAMP } from "./editions.ts";

const DOCUMENT = "# Counting\n\nThis counts. It does.\n\n```console\n$ seq 2\n1\n2\n```\n";
const CAST = `${JSON.stringify({ version: 3, term: { cols: 80, rows: 24 } })}\n[0.1,"o","</script><!--"]\n`;

function held(): Promise<Edition> {
  return editionFrom(DOCUMENT, [{ lines: ["1", "2"] }]);
}

async function recorded(): Promise<Edition> {
  return { ...(await held()), recording: { cast: CAST, seconds: 3, marks: [0.5], capped: true } };
}

const sealOf = (html: string): string =>
  (/<section class="seal.*?<\/section>/s.exec(html)?.[0] ?? "")
    .replaceAll(/<svg.*?<\/svg>/gs, "")
    .replaceAll(/<[^>]*>+/g, "\n")
    .replaceAll(/\n+/g, "\n")
    .trim();

test("only what the page holds may run or style it, and nothing may be loaded", async () => {
  for (const edition of [await held(), await recorded()]) {
    const html = htmlOf(edition);
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const rules = new Map(
      policy
        .replaceAll("&#x27;", "'")
        .split("; ")
        .map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]),
    );
    const digests = (tag: string): string[] =>
      [...html.matchAll(new RegExp(`<${tag}(?! type="application/json")[^>]*>(.*?)</${tag}>`, "gs"))]
        .map(([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
        .toSorted();
    assert.equal(rules.get("default-src"), ["'none'"]);
    assert.equal(rules.get("style-src")?.toSorted(), digests("style"));
    const wasm = edition.recording === undefined ? [] : ["'wasm-unsafe-eval'"];
    assert.equal(rules.get("script-src")?.toSorted(), [...digests("script"), ...wasm].toSorted());
    assert.equal(rules.get("img-src"), ["data:"]);
    assert.equal([rules.get("base-uri"), rules.get("form-action")], [["'none'"], ["'none'"]]);
  }
});

test("the recording cannot end its element; without one there is no player", async () => {
  const html = htmlOf(await recorded());
  const [, json = ""] = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
  assert.equal(JSON.parse(json), { cast: CAST, marks: [0.5] });
  assert.not.match(json, "<");
  assert.match(html, "Very long output is cut short in the recording.");
  const plain = htmlOf(await held());
  assert.not.match(plain, /asciinema|theatre:|class="theatre/i);
  assert.ok(plain.length < 60_000, `${plain.length}`);
});

test("the stamp says whether it holds, when and on what it was found, and with which programs", async () => {
  const good = sealOf(htmlOf(await held()));
  assert.is(
    good,
    [
      ...[
        "This howto is true.",
        "Every command in it was run on 21 November 2026 in a virtual machine with Debian bookworm, and 1 step held.",
      ],
      ...[
        "What it was verified on",
        "When",
        "21 November 2026, 17:27 UTC",
        "Machine",
        "guest: QEMU 7.2, Linux 6.1.0-56-amd64",
      ],
      ...["System", "Debian bookworm", "Claims checked", "3", "Time taken", "1.2 s", "Verified with", "howtrue 0.2.0"],
      ...["Package", "Version", "Programs", "coreutils", "9.1-1", "cut, seq", "rsync", "3.2.7-1", "rsync"],
    ].join("\n"),
  );
  const stale = { ...(await held()), stamp: { ...STAMP, stale: "2026-12-01T10:00:00Z" } };
  assert.match(
    sealOf(htmlOf(stale)),
    /^This howto is no longer true\.\nIt has not held since 1 December 2026\. What you read was run on 21/,
  );
  const bad = await editionFrom(DOCUMENT.replace("2\n`", "2\n$ ls\nx\n$ rm   # howtrue: skip\n`"), [
    { lines: ["zwei"] },
    { lines: ["x"] },
    undefined,
  ]);
  assert.match(sealOf(htmlOf(bad)), /^This howto does not hold\..*: 1 of 3 steps did not hold; 1 step not run\./s);
  const sandbox = { ...(await held()), stamp: { ...STAMP, machine: { kind: "sandbox", detail: "bubblewrap 0.8.0" } } };
  assert.match(sealOf(htmlOf(sandbox)), "in a sandbox with Debian bookworm");
  const host = { ...(await held()), stamp: { ...STAMP, machine: { kind: "host", detail: "Linux" } } };
  assert.match(sealOf(htmlOf(host)), "on a machine without protection with Debian bookworm");
});

test("a page has the document's title and first sentence", async () => {
  const html = htmlOf(await held());
  assert.match(html, "<title>Counting</title>");
  assert.match(html, '<meta name="description" content="This counts.">');
  assert.match(html, '<h1 dir="auto">Counting</h1>');
  const untitled = await editionFrom("```console\n$ true\n```\n", [{}]);
  assert.match(htmlOf(untitled), '<h1 dir="auto">A howto</h1>');
});

test("contents are listed from three sections on", async () => {
  const sections = (count: number): string => Array.from({ length: count }, (_, i) => `\n## Part ${i}\n`).join("");
  assert.not.match(htmlOf(await editionFrom(`# T\n${sections(2)}`, [])), 'aria-label="Contents"');
  assert.match(
    htmlOf(await editionFrom(`# T\n${sections(3)}`, [])),
    '<li class="level-2"><a href="#part-1" dir="auto">Part 1</a></li>',
  );
});

test("a page of sixty steps is less than 300 KB without its recording", async () => {
  const steps = Array.from(
    { length: 60 },
    (_, i) => `Now do number ${i}, with as many words as a howto has.\n\n\`\`\`console\n$ seq 2\n1\n2\n\`\`\`\n`,
  );
  const edition = await editionFrom(
    `# Sixty\n\n${steps.join("\n")}`,
    steps.map(() => ({ lines: ["1", "2"] })),
  );
  const html = htmlOf({
    ...edition,
    recording: { cast: CAST, seconds: 3, marks: steps.map((_, i) => i), capped: false },
  });
  assert.ok(Buffer.byteLength(html) < 300_000, `${Buffer.byteLength(html)}`);
});

test.run();
