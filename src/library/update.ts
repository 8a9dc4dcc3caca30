import type { Update } from "../rewrite/update.ts";
import { update as updateDocuments } from "../update.ts";
import { Course } from "./course.ts";
import type { UpdateOptions } from "./options.ts";

/**
 * Runs documents, one after the other, and says what they would be if they said what was observed; it writes nothing. A
 * document is run when it is asked for: who leaves the loop runs no more of them.
 * @param paths documents, folders of them, or `-`
 */
export async function* update(paths: readonly string[], options: UpdateOptions = {}): AsyncGenerator<Update> {
  const course = new Course(options);
  try {
    for await (const one of updateDocuments(paths, { ...options, policy: course.policy, onEvent: course.tell })) {
      course.check();
      yield one;
    }
  } finally {
    course.end();
  }
}
