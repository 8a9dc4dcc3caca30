import type { DocumentResult, Event } from "../run/outcome.ts";
import { verify as verifyDocuments } from "../verify.ts";
import { Course } from "./course.ts";
import { Events } from "./events.ts";
import type { VerifyOptions } from "./options.ts";

/**
 * A run that has begun. Awaited, it is the results, one for each document and each path that none could be read from.
 * Iterated, it is what happens, as it happens; each event is told once, the documents one after the other also where they
 * run side by side. Both may be done with the same run.
 */
export interface Verification extends Promise<DocumentResult[]>, AsyncIterable<Event> {
  /**
   * To leave the loop early ends the run as Ctrl-C does: the running step is interrupted and cleanup runs, and when the
   * machine is gone the program goes on behind the loop.
   */
  [Symbol.asyncIterator](): AsyncIterableIterator<Event>;
}

/**
 * Verifies documents, some side by side and each on a machine of its own. Whatever is wrong with a document, or with the
 * machine it was to run on, is among its result's messages; only what is wrong with howtrue itself, or what `onEvent` threw, is
 * thrown: to who awaits, or iterates.
 * @param paths documents, folders of them, or `-`
 */
export function verify(paths: readonly string[], options: VerifyOptions = {}): Verification {
  const course = new Course(options);
  const events = new Events();
  const results = runAll(paths, options, { course, events });
  results.catch(() => undefined); // who only iterates is told there
  return Object.assign(results, { [Symbol.asyncIterator]: () => readerOf(events, results, course) });
}

interface Sides {
  readonly course: Course;
  readonly events: Events;
}

async function runAll(
  paths: readonly string[],
  { bail = false, keepGoing = false, ...options }: VerifyOptions,
  { course, events }: Sides,
): Promise<DocumentResult[]> {
  const onEvent = (event: Event): void => {
    events.push(event);
    course.tell(event);
  };
  try {
    const results = await verifyDocuments(paths, {
      ...options,
      onEvent,
      policy: { ...course.policy, bail, keepGoing },
    });
    course.check();
    return results;
  } finally {
    course.end();
    events.end();
  }
}

function readerOf(events: Events, results: Promise<unknown>, course: Course): AsyncIterableIterator<Event> {
  const done = async (): Promise<IteratorResult<Event>> => {
    await results;
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      const value = await events.take();
      return value === undefined ? done() : { done: false, value };
    },
    return: () => {
      course.stop();
      events.drop();
      return done();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
