import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { contrast, readable, type Rgb, rgbOf } from "../../../src/publish/page/contrast.ts";
import { Looks } from "../../../src/publish/page/looks.ts";

/** The colours of a rule and what it stands on, in light and dark. */
function pairsOf(css: string): [Rgb, Rgb][] {
  const of = (name: string, otherwise: readonly [string, string]): readonly string[] =>
    new RegExp(`(?:^|[;{])${name}:light-dark\\((#\\w+),(#\\w+)\\)`).exec(css)?.slice(1) ?? otherwise;
  const [light = "", dark = ""] = of("color", ["#000000", "#ffffff"]);
  const [onLight = "", onDark = ""] = of("background", ["#f4f1e9", "#15191b"]);
  return [
    [rgbOf(light), rgbOf(onLight)],
    [rgbOf(dark), rgbOf(onDark)],
  ];
}

const colour = fc.integer({ min: 0, max: 255 });
const rgb = fc.tuple(colour, colour, colour);

test("any colour is readable on any ground, and one that is stays as it is", () => {
  fc.assert(
    fc.property(rgb, rgb, (one, ground) => {
      assert.ok(contrast(readable(one, ground), ground) >= 4.5);
      if (contrast(one, ground) >= 4.5) assert.equal(readable(one, ground), one);
    }),
  );
});

test("whatever a program paints, in any combination, can be read in light and dark", () => {
  const numbered = fc.integer({ min: 0, max: 7 });
  const one = fc.oneof(
    fc.constantFrom("1", "2", "3", "4", "7", "9"),
    fc.tuple(fc.constantFrom(3, 4, 9, 10), numbered).map(([base, number]) => `${base}${number}`),
    fc.tuple(fc.constantFrom(38, 48), colour).map(([base, number]) => `${base};5;${number}`),
    fc.tuple(fc.constantFrom(38, 48), rgb).map(([base, values]) => `${base};2;${values.join(";")}`),
  );
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (codes) => {
      const looks = new Looks();
      looks.classOf(codes.join(";"));
      for (const [text, ground] of pairsOf(looks.css())) assert.ok(contrast(text, ground) >= 4.5, looks.css());
    }),
  );
});

test("what is plain has no class; the same look has the same one", () => {
  const looks = new Looks();
  assert.is(looks.classOf(""), undefined);
  assert.is(looks.classOf("1;31"), "l0");
  assert.is(looks.classOf("31;1"), "l0");
  assert.is(looks.classOf("4;9"), "l1");
  assert.match(looks.css(), ".l1{text-decoration:underline line-through}");
  assert.match(looks.css(), /\.l0\{font-weight:700;color:light-dark\(#\w{6},#\w{6}\)\}/);
});

test("a rainbow has no more looks than a page can bear", () => {
  const looks = new Looks();
  for (let red = 0; red < 256; red += 4)
    for (let blue = 0; blue < 256; blue += 4) looks.classOf(`38;2;${red};9;${blue}`);
  for (let ground = 0; ground < 256; ground++) for (let i = 0; i < 8; i++) looks.classOf(`3${i};48;5;${ground}`);
  assert.is(looks.css().split("\n").length, 512);
});

test.run();
