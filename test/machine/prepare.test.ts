import { mkdirSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cacheDirectory } from "../../src/machine/guest/cache.ts";
import { folder, howtrue, startHowtrue } from "../commands/howtrue.ts";

/**
 * An image with a package of its own, in a cache of its own; what was downloaded, and the base, are those of the cache that
 * all tests use. The tests build on each other: building takes long.
 */
const test = suite<{ images: string; env: Record<string, string>; remove: () => void }>("making a guest's image");
const BUILD = ["image", "build", "--packages", "hello"];
const DOCUMENT = "---\nimage: {packages: [hello]}\n---\n\n```console\n$ hello\nHello, world!\n```\n";
const VERIFY = ["verify", "--format", "markdown", "-"];

test.before((context) => {
  const { path, remove } = folder({ "howtrue/keep": "" });
  const shared = cacheDirectory(process.env);
  for (const name of ["apt", "bases"]) {
    mkdirSync(join(shared, name), { recursive: true });
    symlinkSync(join(shared, name), join(path, "howtrue", name));
  }
  Object.assign(context, { images: join(path, "howtrue/images"), env: { XDG_CACHE_HOME: path }, remove });
});
test.after(({ remove }) => remove());

const imagesOf = (images: string): string[] => readdirSync(images).filter((name) => /^[0-9a-f]{16}$/.test(name));

test("a build that is killed leaves nothing that counts, and two at once build it once", async ({ env, images }) => {
  const killed = startHowtrue(BUILD, { env });
  await killed.saw("adding its own packages");
  killed.child.kill("SIGKILL");
  await killed.ended;
  assert.equal(imagesOf(images), []);
  const both = await Promise.all([howtrue(BUILD, { env }), howtrue(BUILD, { env })]);
  assert.equal(
    both.map(({ status }) => status),
    [0, 0],
    both[0].stderr + both[1].stderr,
  );
  const said = both.map(({ stderr }) => stderr);
  assert.is(said.filter((text) => text.includes("adding its own packages")).length, 1);
  assert.is(said.filter((text) => /waiting for the guest's image, which process \d+ is building/.test(text)).length, 1);
  assert.not.match(said.join(""), "unpacking what every Debian has");
  assert.equal(readdirSync(images), imagesOf(images), "the killed one's is swept, the lock is released");
});

test("a ready state that cannot be restored is saved anew", async ({ env, images }) => {
  const image = join(images, imagesOf(images)[0]!);
  const state = join(
    image,
    readdirSync(image).find((name) => name.startsWith("ready-"))!,
    "state",
  );
  writeFileSync(state, Buffer.alloc(statSync(state).size, "x"));
  const { status, stdout, stderr } = await howtrue(VERIFY, { env, input: DOCUMENT });
  assert.is(status, 0, stdout + stderr);
  assert.match(stderr, /the guest's ready state cannot be restored \(.+\): saving it anew/);
});

test("a document that gives the guest too little memory to boot is told so, and costs others no image", async ({
  env,
  images,
}) => {
  const image = join(images, imagesOf(images)[0]!);
  const before = statSync(image).ino;
  const input = DOCUMENT.replace("[hello]", "[hello], memory: 40M");
  const { status, stdout } = await howtrue(VERIFY, { env, input });
  assert.is(status, 2);
  assert.match(
    stdout,
    "-: error: the guest ended: it ended with status 0 [machine-lost]\n  image.memory is 40M; 256M do where nothing is said\n",
  );
  assert.is(statSync(image).ino, before);
});

test("one that is too short is found before it is tried, as is an image", async ({ env, images }) => {
  const image = join(images, imagesOf(images)[0]!);
  const ready = join(
    image,
    readdirSync(image).find((name) => name.startsWith("ready-"))!,
  );
  truncateSync(join(ready, "disk.qcow2"), 1_000);
  const saving = startHowtrue(VERIFY, { env, input: DOCUMENT });
  await saving.saw("the guest's ready state is damaged: saving it anew");
  saving.child.kill("SIGINT");
  assert.is((await saving.ended).status, 130);
  truncateSync(join(image, "base.qcow2"), 1_000);
  const building = startHowtrue(VERIFY, { env, input: DOCUMENT });
  await building.saw("the guest's image in the cache is damaged: building it anew");
  building.child.kill("SIGINT");
  assert.is((await building.ended).status, 130);
  assert.equal(imagesOf(images), []);
});

test.run();
