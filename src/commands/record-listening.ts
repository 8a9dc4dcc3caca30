import { Dictation } from "../authoring/dictation.ts";
import type { Item } from "../authoring/items.ts";
import { masked } from "../authoring/masked.ts";
import type { RecordingFile } from "../history/recordings.ts";
import type { Draft } from "../record.ts";
import type { Visits } from "../run/visits.ts";
import { render } from "../terminal/screen.ts";
import { type Heard, Scribe } from "../terminal/scribe.ts";
import type { Keyboard } from "./keyboard.ts";
import { lend } from "./receive.ts";
import { recordingBegins, recordingEnds } from "./record-report.ts";
import type { Recorded } from "./record.ts";

interface Place extends Recorded {
  readonly file: RecordingFile;
  readonly keyboard: Keyboard;
}

/** The author at the shell, and what they do there, part by part: each is in the recording's file as soon as it is known. */
export class Listening {
  readonly #draft: Draft;
  readonly #place: Place;
  readonly #dictation: Dictation;
  #items: Item[] = [];
  #written: Promise<void> = Promise.resolve();
  /** There was a shell to record at. */
  begun = false;
  /** Why the recording's file does not hold all of it. */
  unsafe: Error | undefined;

  constructor(draft: Draft, place: Place) {
    this.#draft = draft;
    this.#place = place;
    this.#dictation = new Dictation(place.passwords);
  }

  /** Its terminal's size is the document's, whatever the author's becomes: what is printed depends on it. */
  readonly receive: Visits["receive"] = (_occasion, use) => {
    const { settings } = this.#draft.whole.plan;
    this.begun = true;
    const words = {
      welcome: (paint: Parameters<typeof recordingEnds>[1]) =>
        recordingBegins(this.#place.path, settings.machine, paint),
      farewell: recordingEnds,
    };
    const size = (): typeof settings.terminal => settings.terminal;
    return lend(this.#place.streams, { ...this.#place, words }, (seat) =>
      use({ ...seat, size }, new Scribe(size, (heard) => this.#hear(heard))),
    );
  };

  /** All of them, once the recording is over. */
  async items(): Promise<readonly Item[]> {
    await this.#written;
    return this.#items;
  }

  #hear(heard: Heard): void {
    this.#written = this.#writeDown(heard, this.#written);
  }

  /** In the order in which it was heard. */
  async #writeDown(heard: Heard, before: Promise<void>): Promise<void> {
    const screen = heard.kind === "prompt" ? { lines: [] } : await render(heard.output, heard.size);
    await before;
    const items = this.#dictation.take(heard, screen).map((item) => masked(item, this.#place.passwords.values));
    this.#items.push(...items);
    try {
      this.#place.file.add(items);
    } catch (cause) {
      this.unsafe ??= cause as Error; // it goes on, and is told at the end
    }
  }
}
