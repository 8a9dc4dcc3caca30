import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { imagesFrom } from "../../src/source/image.ts";
import { folder } from "../commands/howtrue.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");
const asUrl = `data:image/png;base64,${PNG.toString("base64")}`;

test("an image of the project is found as documents write it", () => {
  const files = { ".git/HEAD": "", "docs/a.md": "", "docs/cat one.png": PNG, "pictures/dog.png": PNG, "conf.py": "" };
  const { path, remove } = folder(files);
  const image = imagesFrom(join(path, "docs/a.md"));
  for (const url of ["cat%20one.png", "./cat one.png?raw=true#x", "../pictures/dog.png", "/pictures/dog.png"])
    assert.is(image(url), asUrl, url);
  remove();
});

test("nothing else is: other hosts, other files, what is large, what is not there", () => {
  const svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
  const files = {
    "p/.git/HEAD": "",
    "p/a.md": "",
    "p/a.svg": svg,
    "p/large.png": Buffer.concat([PNG, Buffer.alloc(100_000)]),
    "out.png": PNG,
    "p/folder.png/x": "",
  };
  const { path, remove } = folder(files);
  symlinkSync("../out.png", join(path, "p/link.png"));
  const image = imagesFrom(join(path, "p/a.md"));
  for (const url of [
    "https://example.org/x.png",
    "//example.org/x.png",
    "file:///etc/passwd",
    "data:image/png;base64,AA",
    "javascript:1",
  ])
    assert.is(image(url), undefined, url);
  for (const url of ["a.svg", "a.md", "large.png", "../out.png", "link.png", "folder.png", "none.png", "%", "", "\0"])
    assert.is(image(url), undefined, url);
  remove();
});

test("all images of a document have half a megabyte", () => {
  const names = Array.from({ length: 8 }, (_, i) => `${i}.png`);
  const large = Buffer.concat([PNG, Buffer.alloc(90_000)]);
  const { path, remove } = folder({ "a.md": "", ...Object.fromEntries(names.map((name) => [name, large])) });
  const image = imagesFrom(join(path, "a.md"));
  assert.is(names.filter((name) => image(name) !== undefined).length, 5);
  assert.ok(image("0.png"));
  remove();
});

test.run();
