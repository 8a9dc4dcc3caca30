import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatMessage } from "../../src/message/message.ts";
import { check } from "../../src/settings/check.ts";
import { resolve } from "../../src/settings/resolve.ts";
import { DEFAULTS } from "../../src/settings/settings.ts";

const PLACE = { path: "a.md", line: 2, column: 1 };
const one = (key: string, value: unknown, ours = true) => check([{ key, value, place: PLACE, ours }], "document");
const said = (key: string, value: unknown, ours = true): string[] => one(key, value, ours).messages.map(formatMessage);

test("each setting is understood in the ways that people write it", () => {
  assert.equal(one("machine", "host").options, { machine: "host" });
  assert.equal(one("timeout", "2m").options, { timeout: 120_000 });
  assert.equal(one("timeout", 5).options, { timeout: 5_000 });
  assert.equal(one("terminal", "100x30").options, { terminal: { cols: 100, rows: 30 } });
  assert.equal(one("terminal", { cols: 132 }).options, { terminal: { cols: 132 } });
  assert.equal(one("image", "trixie").options, { image: { suite: "trixie" } });
  assert.equal(one("image", { packages: ["nginx"], size: "8G", memory: "512M" }).options, {
    image: { packages: ["nginx"], size: 8 * 2 ** 30, memory: 512 * 2 ** 20 },
  });
  assert.equal(one("env", { LANG: "C", N: 3, YES: true }).options, { env: { LANG: "C", N: "3", YES: "true" } });
  assert.equal(one("Timeout", "1s").options, { timeout: 1_000 }, "RST's fields are written with a capital, too");
});

test("every error says what is wrong and what is right", () => {
  const place = "a.md:2:1: error:";
  assert.equal(said("machin", "guest"), [
    `${place} there is no setting "machin" [unknown-setting]\n  did you mean machine?`,
  ]);
  assert.equal(said("colour", "red"), [
    `${place} there is no setting "colour" [unknown-setting]\n  the settings are machine, image, timeout, env, terminal, network, hosts, files, prompts, scripts, strict, placeholders, dialect, exit, ignore, skip, if, within, match, forbid, stderr`,
  ]);
  assert.equal(said("machine", "cloud"), [
    `${place} the setting machine does not understand "cloud" [bad-setting]\n  expected guest, sandbox or host`,
  ]);
  assert.equal(said("timeout", "soon"), [
    `${place} the setting timeout does not understand "soon" [bad-setting]\n  expected a time such as 30s, 500ms or 2m`,
  ]);
  assert.equal(said("terminal", "wide"), [
    `${place} the setting terminal does not understand "wide" [bad-setting]\n  expected columns and rows, as 80x24 or {cols: 80, rows: 24}`,
  ]);
  assert.equal(said("image", "woody"), [
    `${place} the setting image does not understand "woody" [bad-setting]\n  expected a suite (bookworm, trixie, sid) or a mapping of suite, packages, size and memory`,
  ]);
  assert.equal(said("env", ["A=1"]), [
    `${place} the setting env does not understand ["A=1"] [bad-setting]\n  expected a mapping of names to values, such as {LANG: C}`,
  ]);
});

test("a package's name can be no option and no more than a name", () => {
  for (const name of ["--yes", "a b", "a;b", "$(x)", ""]) assert.is(said("image", { packages: [name] }).length, 1);
});

test("among other tools' keys only what looks like a slip is said", () => {
  assert.equal(said("title", "A page", false), []);
  assert.equal(said("image", "/img/card.png", false), []);
  assert.is(said("timout", "5s", false).length, 1);
});

test("later layers stand above earlier ones, mappings key by key", () => {
  assert.equal(resolve(), DEFAULTS);
  const settings = resolve({ timeout: 1, terminal: { cols: 100 } }, { timeout: 2, machine: undefined });
  assert.equal(settings, { ...DEFAULTS, timeout: 2, terminal: { cols: 100, rows: 24 } });
});

test.run();
