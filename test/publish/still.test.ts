import { test } from "uvu";
import * as assert from "uvu/assert";
import { validateXML } from "xmllint-wasm";
import { stillOf } from "../../src/publish/still.ts";

const OPTIONS = { cols: 40, rows: 5, title: "A <title> & more", description: 'after: echo "x" \u0001' };

async function parts(text: string): Promise<{ svg: string; texts: string[] }> {
  const svg = await stillOf(text, OPTIONS);
  const { valid, errors } = await validateXML({ xml: [{ fileName: "still.svg", contents: svg }], schema: [SVG] });
  assert.is(valid, true, JSON.stringify(errors));
  return { svg, texts: Array.from(svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g), ([, one = ""]) => one) };
}

/** Any element and attribute: that it is well-formed XML is what is looked at. */
const SVG = {
  fileName: "any.xsd",
  contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg">
    <xs:element name="svg"><xs:complexType mixed="true"><xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>`,
};

test("a screen is a picture of text, each word in its place", async () => {
  const { svg, texts } = await parts("$ ls  -l\r\na\u001b[10Cb\r\n");
  assert.equal(texts, ["$ ls", "-l", "a", "b"]);
  assert.match(svg, '<text x="64.4" y="27.5" textLength="16.8" lengthAdjust="spacingAndGlyphs">-l</text>');
  assert.match(svg, "<title>A &lt;title&gt; &amp; more</title>");
});

test("colours, backgrounds and attributes", async () => {
  const { svg } = await parts(
    "\u001b[1;31mred\u001b[0m \u001b[7minverse\u001b[0m \u001b[38;5;208mo\u001b[38;2;1;2;3mx\u001b[0;4mu v\u001b[0m\r\n",
  );
  assert.match(svg, /fill="#ff8f8a" font-weight="bold">red</);
  assert.match(svg, /<rect [^>]*fill="#d6dae0"\/>\n<text [^>]*fill="#1b1e23">inverse</);
  assert.match(svg, /fill="#ff8700">o</);
  assert.match(svg, /fill="#010203">x</);
  assert.match(svg, /text-decoration="underline">u\u00A0v</);
});

test("wide characters have room, and others are what they are", async () => {
  const { svg, texts } = await parts("日本é🎉\r\n");
  assert.equal(texts, ["日", "本", "é", "🎉"]);
  assert.match(svg, 'textLength="16.8" lengthAdjust="spacingAndGlyphs">日');
});

test("nothing in it acts, and markup is text", async () => {
  const { svg, texts } = await parts('<script>alert(1)</script>&"\u0001\r\n');
  assert.equal(texts, ["&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"]);
  assert.not.match(svg, /<script|href|url\(|@import|on\w+=/);
});

test("only the end of a long session, and no empty lines below", async () => {
  const { texts, svg } = await parts("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n");
  assert.equal(texts, ["3", "4", "5", "6"]);
  assert.match(svg, 'viewBox="0 0 364 100"');
  assert.equal((await parts("")).texts, []);
});

test.run();
