import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readPlace, writePlace } from "../../src/history/place.ts";
import type { Place } from "../../src/run/place.ts";

const test = suite<{ path: string; env: Record<string, string>; folder: string }>("where readers have left documents");
test.before((context) => {
  const path = mkdtempSync(join(tmpdir(), "test-place-"));
  Object.assign(context, { path, env: { XDG_STATE_HOME: path }, folder: join(path, "howtrue/replay") });
});
test.after(({ path }) => rmSync(path, { recursive: true }));

const PLACE: Place = {
  began: 5,
  left: 6,
  steps: [
    { key: "a", way: { kind: "run" } },
    { key: "b", shown: "c", way: { kind: "edit", command: "ls" } },
    { key: "d", way: { kind: "skip" } },
  ],
};

test("it is kept by the document, for the reader alone, and forgotten", ({ env, folder }) => {
  assert.is(readPlace("a.md", env), undefined);
  assert.ok(writePlace("a.md", PLACE, env));
  const { began, left, steps } = readPlace(join(process.cwd(), "a.md"), env)!;
  assert.equal({ began, left, steps }, PLACE);
  assert.is(readPlace("b.md", env), undefined);
  const [file = ""] = readdirSync(folder);
  assert.equal([statSync(join(folder, file)).mode & 0o777, statSync(folder).mode & 0o777], [0o600, 0o700]);
  assert.not(writePlace("a.md", undefined, env));
  assert.equal(readdirSync(folder), []);
});

test("what cannot be read is none; what is old is taken away; what cannot be written is not kept", ({
  env,
  folder,
}) => {
  writePlace("a.md", PLACE, env);
  const [file = ""] = readdirSync(folder);
  for (const text of ["", "{", "[]", '{"version":2}', JSON.stringify({ version: 1, path: "/x", ...PLACE })]) {
    writeFileSync(join(folder, file), text);
    assert.is(readPlace("a.md", env), undefined);
  }
  utimesSync(join(folder, file), 1, 1);
  writePlace("b.md", PLACE, env);
  assert.is(readdirSync(folder).includes(file), false);
  const blocked = { XDG_STATE_HOME: join(folder, "file") };
  writeFileSync(join(folder, "file"), "");
  assert.not(writePlace("a.md", PLACE, blocked));
});

test.run();
