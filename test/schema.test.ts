import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withTable } from "../schema/docs.ts";
import { frontMatterSchema, projectSchema } from "../schema/schemas.ts";
import { check } from "../src/settings/check.ts";
import { KEY_NAMES, KEYS, type Where } from "../src/settings/keys.ts";
import { readProject } from "../src/source/project-text.ts";
import { examples } from "./settings/examples.ts";

const root = resolve(import.meta.dirname, "..");
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const json = (path: string): object => JSON.parse(textOf(path)) as object;
/** A table's columns are as wide as the formatter makes them. */
const narrow = (page: string): string => page.replaceAll(/ +\|/g, " |").replaceAll(/-+ \|/g, "- |");

const project = new Ajv().compile(json("schema/howtrue.config.schema.json"));
const frontMatter = new Ajv().compile(json("schema/front-matter.schema.json"));
const schemas: readonly (readonly [Where, (settings: object) => boolean])[] = [
  ["project", (settings) => project(settings)],
  ["document", (settings) => frontMatter({ howtrue: settings })],
];

test("what is made from the table of keys is up to date: npm run schema", () => {
  assert.equal(json("schema/howtrue.config.schema.json"), JSON.parse(JSON.stringify(projectSchema())));
  assert.equal(json("schema/front-matter.schema.json"), JSON.parse(JSON.stringify(frontMatterSchema())));
  const page = textOf("docs/settings.md");
  assert.is(narrow(page), narrow(withTable(page)));
});

test("the page on settings has every key, and where it may stand", () => {
  const page = textOf("docs/settings.md");
  for (const name of KEY_NAMES) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    assert.ok(row?.includes(KEYS[name].where.length === 4 ? "anywhere" : KEYS[name].where.join(", ")), name);
  }
});

test("editors accept and refuse what we do", () => {
  let seen = 0;
  for (const name of KEY_NAMES) {
    const { good, bad, unseen = [] } = examples[name];
    const isUnseen = (value: unknown): boolean => unseen.some((one) => JSON.stringify(one) === JSON.stringify(value));
    for (const [where, accepts] of schemas) {
      for (const value of [...good, ...bad].map(([written]) => written).filter((one) => !isUnseen(one))) {
        const { messages } = check([{ key: name, value, place: { path: "" }, ours: true }], where);
        assert.is(accepts({ [name]: value }), messages.length === 0, `${where}: ${name}: ${JSON.stringify(value)}`);
        seen++;
      }
      for (const value of KEYS[name].where.includes(where) ? unseen : []) {
        assert.ok(accepts({ [name]: value }), `${JSON.stringify(value)} is seen by now`);
      }
    }
  }
  assert.ok(seen > 200);
});

test("whole files: the schema has a key of its own, other tools' keys stand beside howtrue", () => {
  const cases: readonly [ValidateFunction, object, boolean][] = [
    [project, {}, true],
    [project, { $schema: "./x.json", timeout: "5s" }, true],
    [project, { tiemout: "5s" }, false],
    [project, { exit: 1 }, false],
    [frontMatter, { title: "A", timeout: 1 }, true],
    [frontMatter, { howtrue: { exit: 1 } }, true],
    [frontMatter, { howtrue: { cleanup: true } }, false],
    [frontMatter, { howtrue: "yes" }, false],
  ];
  for (const [validate, value, holds] of cases) {
    assert.is(validate(value), holds, JSON.stringify(value));
    if (validate !== project) continue;
    const { messages } = readProject({ path: "x", kind: "json", text: JSON.stringify(value) });
    assert.is(messages.length === 0, holds, JSON.stringify(value));
  }
});

test.run();
