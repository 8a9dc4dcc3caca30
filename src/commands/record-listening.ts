import { Dictation } from "../authoring/dictation.ts";
import type { Item } from "../authoring/items.ts";
import { masked } from "../authoring/masked.ts";
import type { RecordingFile } from "../history/recordings.ts";
import type { Draft } from "../record.ts";
import type { Visits } from "../run/visits.ts";
import { render } from "../terminal/screen.ts";
import { type Heard, Scribe } from "../terminal/scribe.ts";
import type { Seat } from "../terminal/visit.ts";
import type { Keyboard } from "./keyboard.ts";
import { lend } from "./receive.ts";
import { recordingBegins, recordingEnds, recordingUnsafe } from "./record-report.ts";
import type { Recorded } from "./recorded.ts";

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
  /** The recording's file does not hold all of it: that cannot be written. */
  isUnsafe = false;
  #show: Seat["show"] = () => undefined;

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
    return lend(this.#place.streams, { ...this.#place, words }, (seat) => {
      this.#show = seat.show;
      return use({ ...seat, size }, new Scribe(size, (heard) => this.#hear(heard)));
    });
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
    const { passwords } = this.#place;
    const known = passwords.values.size;
    const heardNow = this.#dictation.take(heard, screen);
    const items = heardNow.map((item) => masked(item, passwords.values));
    // What was typed before it was known to be secret is masked, too.
    const isNew = passwords.values.size > known;
    if (isNew) this.#items = this.#items.map((item) => masked(item, passwords.values));
    this.#items.push(...items);
    this.#keep(isNew ? "all" : items);
  }

  /** What cannot be kept goes on in memory. */
  #keep(items: readonly Item[] | "all"): void {
    if (this.isUnsafe && items !== "all") return;
    try {
      if (items === "all") this.#place.file.replace(this.#items);
      else this.#place.file.add(items);
    } catch (cause) {
      if (!this.isUnsafe) this.#show(UTF8.encode(recordingUnsafe(cause as Error)));
      this.isUnsafe = true;
    }
  }
}

const UTF8 = new TextEncoder();
