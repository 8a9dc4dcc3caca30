import { publish as publishDocuments } from "../publish.ts";
import type { Publication } from "../publish/publication.ts";
import { Course } from "./course.ts";
import type { PublishOptions } from "./options.ts";

/**
 * Verifies documents and writes editions of them into a folder: each step is run, and of a document that does not hold the
 * last edition is marked stale. What is wrong with a document, with its machine or with the folder is among the messages.
 * @param paths documents below the working directory, or folders of them
 */
export async function publish(paths: readonly string[], options: PublishOptions): Promise<Publication> {
  const course = new Course(options);
  try {
    const publication = await publishDocuments(paths, { ...options, policy: course.policy, onEvent: course.tell });
    course.check();
    return publication;
  } finally {
    course.end();
  }
}
