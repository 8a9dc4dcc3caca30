import { test } from "uvu";
import * as assert from "uvu/assert";
import { editionFrom, htmlOf } from "./editions.ts";

/** What a reader sees of a page: its text without what is folded away in the head. */
function textOf(html: string): string {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "";
  return main
    .replaceAll(/<\/(?:p|pre|summary|h\d|div)>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\n+/g, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&#x3C;", "<")
    .replaceAll("&amp;", "&")
    .replaceAll("&#x26;", "&");
}

const session = (text: string): string => `# A howto\n\n\`\`\`console\n${text}\n\`\`\`\n`;

test("a step is its prompt, its command, how long it took and what it printed", async () => {
  const html = htmlOf(await editionFrom(session("$ echo one\none"), [{ lines: ["one"] }]));
  assert.match(html, '<div id="step:1" class="step held" role="group" aria-label="Step 1: held">');
  assert.match(html, '<span class="prompt">$ </span><span class="typed">echo one</span>');
  assert.match(html, '<span class="took">5 ms</span>');
  assert.match(html, '<pre class="output"><code>one</code></pre>');
});

test("prompts are not part of the command, on none of its lines; what has none is as it is written", async () => {
  const marked = htmlOf(await editionFrom(session("box# cat <<END\n> one\n>\n> END"), [{}]));
  assert.match(marked, '<span class="prompt">box# </span><span class="typed">cat &#x3C;&#x3C;END</span>');
  assert.match(marked, '<span class="prompt">> </span><span class="typed">one</span>\n<span class="prompt">></span>');
  const bare = htmlOf(await editionFrom(session("# join () {\n    echo\n  }"), [{}]));
  assert.match(
    bare,
    '<span class="typed">join () {</span>\n<span class="typed">    echo</span>\n<span class="typed">  }</span>',
  );
});

test("what an annotation says is no part of the command; the status that it announces is told", async () => {
  const html = htmlOf(await editionFrom(session("$ false    # howtrue: exit=1"), [{}]));
  assert.not.match(html, "howtrue: exit");
  assert.match(textOf(html), "$ false\n5 msExit status 1, as announced.");
});

test("comments between steps stay, and blocks that are no session are code", async () => {
  const text = `${session("# First:\n\n$ echo one\none\n\n# Then:\n$ echo two\ntwo")}\n\`\`\`yaml\na: <b>\n\`\`\`\n`;
  const html = htmlOf(await editionFrom(text, [{ lines: ["one"] }, { lines: ["two"] }]));
  assert.match(html, '<pre class="comment"><code># First:</code></pre>');
  assert.match(html, '<pre class="comment"><code># Then:</code></pre>');
  assert.match(html, '<pre class="code"><code>a: &#x3C;b></code></pre>');
});

test("what differs from run to run is marked: within a line, whole lines, and many of them folded", async () => {
  const lines = ["at 12:30 sharp", "a", "b", ...Array.from({ length: 9 }, (_, i) => `line ${i}`), "end"];
  const html = htmlOf(await editionFrom(session("$ run\nat ... sharp\n...\nend"), [{ lines }]));
  assert.match(html, 'at <span class="varies">12:30</span> sharp');
  assert.match(textOf(html), "11 lines, which may differ from run to run");
  const blanks = htmlOf(await editionFrom(session("$ run\na ...\n..."), [{ lines: ["a b   ", "c  ", "d"] }]));
  assert.match(
    blanks,
    'a <span class="varies">b</span>   \n<span class="varies">c</span>  \n<span class="varies">d</span>',
  );
  const few = htmlOf(await editionFrom(session("$ run\n...\nend"), [{ lines: ["a", "end"] }]));
  assert.match(few, '<span class="varies">a</span>\nend');
  const any = htmlOf(
    await editionFrom(session("$ run   # howtrue: match=unordered\nb\na\n..."), [{ lines: ["a", "c", "b"] }]),
  );
  assert.match(any, 'a\n<span class="varies">c</span>\nb');
  const ignored = htmlOf(await editionFrom(session("$ run   # howtrue: ignore\nfour"), [{ lines: ["five"] }]));
  assert.match(ignored, '<span class="varies">five</span>');
});

test("what does not hold is shown against what is claimed, and why", async () => {
  const html = htmlOf(await editionFrom(session("$ run\none\nzwei\nthree"), [{ lines: ["one", "two", "three"] }]));
  assert.match(html, 'class="step failed" role="group" aria-label="Step 1: does not hold"');
  assert.match(textOf(html), "The output is not what the document shows.");
  assert.match(html, /<span class="row removed"><span class="number" aria-hidden="true">6<\/span>.*zwei<\/span>/);
  assert.match(html, /<span class="row added">.*two<\/span>/);
  assert.match(textOf(html), "Everything it printed: 3 lines");
  assert.match(htmlOf(await editionFrom(session("$ run\nab  c"), [{ lines: ["ab c"] }])), "only blanks differ.");
});

test("what was not run says so, and shows what the document claims", async () => {
  const html = htmlOf(await editionFrom(session("$ run   # howtrue: skip\none"), [undefined]));
  assert.match(textOf(html), "$ run\none\nNot run.");
  assert.match(html, '<pre class="output unverified">');
});

test("output that the document does not show is folded away", async () => {
  const html = htmlOf(await editionFrom(session("$ run"), [{ lines: ["a", "b"] }]));
  assert.match(textOf(html), "2 lines that the howto does not show\na\nb");
  assert.is(html.split("does not show").length, 2);
});

test("long output is folded but for its ends, and what is too long is counted", async () => {
  const lines = (count: number): { lines: string[] } => ({
    lines: Array.from({ length: count }, (_, i) => `line ${i}`),
  });
  const strict = session("$ run   # howtrue: ignore\nx");
  assert.not.match(textOf(htmlOf(await editionFrom(strict, [lines(32)]))), "more line");
  assert.match(textOf(htmlOf(await editionFrom(strict, [lines(33)]))), "line 15\n9 more lines\nline 16\n");
  const many = htmlOf(await editionFrom(strict, [lines(1_000_000)]));
  assert.match(textOf(many), "line 15\n999,976 more lines\nline 16\n".replace(",", ""));
  assert.match(textOf(many), "line 215\n… 999,576 lines are not shown …\nline 999792\n");
  const long = htmlOf(await editionFrom(strict, [{ lines: [`${"x".repeat(1_999)}😀${"y".repeat(500)}`] }]));
  assert.match(textOf(long), `${"x".repeat(1_999)}… 502 more characters\n`);
  const gap = htmlOf(await editionFrom(strict, [{ lines: ["a", "b"], gap: { before: 1, bytes: 5000 } }]));
  assert.match(textOf(gap), "a\n… 5,000 bytes were not kept …\nb\n");
  const none = htmlOf(await editionFrom(strict, [{ lines: [], gap: { before: 0, bytes: 5000 } }]));
  assert.match(textOf(none), "… 5,000 bytes were not kept …\n");
});

test("many steps that print much do not make a page of any size", async () => {
  const screen = { lines: Array.from({ length: 300 }, () => "x".repeat(150)) };
  const steps = Array.from({ length: 100 }, () => "$ run   # howtrue: ignore\nx").join("\n");
  const html = htmlOf(
    await editionFrom(
      session(steps),
      Array.from({ length: 100 }, () => screen),
    ),
  );
  assert.ok(html.length < 3_200_000, `${html.length}`);
});

test("control characters, directions of writing and what is unseen are made visible", async () => {
  const html = htmlOf(await editionFrom(session("$ echo '\u202Eevil'"), [{ lines: ["\x1b[31m\u2066\u200Bx"] }]));
  assert.match(html, 'data-command="echo &#x27;\u202Eevil&#x27;"');
  assert.match(html, "<span class=\"typed\">echo '&#x3C;U+202E>evil'</span>");
  assert.match(html, "^[[31m&#x3C;U+2066>&#x3C;U+200B>x");
});

test.run();
