import { test } from "uvu";
import * as assert from "uvu/assert";
import { Events } from "../../src/library/events.ts";
import type { Event } from "../../src/run/outcome.ts";

/** Events are told apart by their numbers. */
const event = (documents: number): Event => ({ kind: "start", documents });
const progress = (path: string, fraction: number): Event => ({ kind: "progress", path, what: "building", fraction });

async function all(events: Events): Promise<Event[]> {
  const taken: Event[] = [];
  for (let one = await events.take(); one !== undefined; one = await events.take()) taken.push(one);
  return taken;
}

test("who waits is given what comes, in order and each to one of them", async () => {
  const events = new Events();
  const waiting = Promise.all([events.take(), events.take(), events.take()]);
  for (const i of [1, 2]) events.push(event(i));
  events.end();
  assert.equal(await waiting, [event(1), event(2), undefined]);
});

test("what is not read is kept, also when it is over; of progress only the latest", async () => {
  const events = new Events();
  for (let i = 0; i <= 100; i++) events.push(progress("a.md", i / 100));
  events.push(progress("b.md", 0.5));
  events.push(event(1));
  events.push(progress("b.md", 1));
  events.end();
  assert.equal(await all(events), [progress("a.md", 1), progress("b.md", 0.5), event(1), progress("b.md", 1)]);
});

test("nothing is kept for nobody", async () => {
  const events = new Events();
  events.push(event(1));
  events.drop();
  events.push(event(2));
  assert.equal(await all(events), []);
});

test.run();
