import { existsSync } from "node:fs";
import { join } from "node:path";
import { error, type Message } from "../message/message.ts";
import type { Plan } from "../plan/plan.ts";
import type { Read } from "../rewrite/propose.ts";
import type { DocumentResult } from "../run/outcome.ts";
import type { Secrets } from "../run/secrets.ts";
import { LISTING, LISTING_BEGINS, type Root } from "../source/published.ts";
import { countClaims } from "./claims.ts";
import type { Stamp } from "./edition.ts";
import { type Entry, shotsFrom } from "./entry.ts";
import { filesOf } from "./files.ts";
import { keepLast, runOf, tells } from "./keep.ts";
import { entriesIn, filesOf as namesIn, LISTING_PAGE, listingOf } from "./listing.ts";
import { makeEdition } from "./make.ts";
import { baseOf, namesOf } from "./names.ts";
import { observe } from "./observe.ts";
import type { Pages } from "./pages.ts";
import type { EditionState } from "./publication.ts";
import { readEntry } from "./read-entry.ts";
import { type Shot, shotOf } from "./record.ts";
import { withStamp } from "./stamp.ts";
import { Store } from "./store.ts";
import { DAMAGED, FOREIGN, NO_NAME, SAME_NAME, SECRET, UNREADABLE } from "./words.ts";

interface About {
  /** Where documents are from. */
  readonly root: Root;
  /** Write nothing. */
  readonly check: boolean;
  /** Keep nothing of what was observed last. */
  readonly anew: boolean;
  /** Of the run: ISO 8601, UTC, whole seconds. */
  readonly date: string;
  readonly version: string;
  /** Whatever is a secret now is not to be shown any more. */
  readonly secretsOf: (plan: Plan) => Secrets;
  readonly pages: Pages;
}

/** A document that was run. */
interface Run {
  readonly planned: { readonly whole?: Read };
  readonly result: DocumentResult;
}

/** Brings a folder of editions up to date, document by document. */
export class Editions {
  readonly states: EditionState[] = [];
  readonly messages: Message[] = [];
  readonly #store: Store;
  readonly #about: About;
  readonly #taken = new Map<string, string>();

  constructor(out: string, about: About) {
    this.#store = new Store(out);
    this.#about = about;
  }

  /** @param path the document's, from where documents are from */
  async take(path: string, { planned: { whole }, result }: Run): Promise<void> {
    const names = namesOf(path);
    const { document, ...others } = names;
    if (names.entry === LISTING || Object.values(others).includes(document)) return this.#refuse(path, NO_NAME);
    const other = this.#taken.get(names.entry);
    if (other !== undefined) return this.#refuse(path, { ...SAME_NAME, what: `${SAME_NAME.what}: ${other}` });
    this.#taken.set(names.entry, path);
    const { entry: last, fault } = readEntry(this.#store.read(names.entry));
    if (fault !== undefined)
      return this.#refuse(path, { ...UNREADABLE, what: `${UNREADABLE.what}: ${fault}` }, names.entry);
    if (last !== undefined && last.path !== path)
      return this.#refuse(path, { ...SAME_NAME, what: `${SAME_NAME.what}: ${last.path}` });
    if (whole === undefined || result.status === "broken") return this.#tell(path, "left");
    if (result.status === "failed") return this.#mark(path, last, whole);
    await this.#publish(path, last, { whole, result });
  }

  /**
   * Ends what was broken off, and, where that is wanted, removes editions whose documents are gone: their names are free then.
   * Where it is not known from where documents are, none is.
   */
  begin({ prune }: { prune: boolean }): void {
    if (this.#about.check) return;
    this.messages.push(...[this.#store.mend() ?? []].flat());
    if (!prune || !this.#about.root.said) return;
    for (const entry of this.#gone()) {
      const said = namesIn(entry)
        .toReversed()
        .flatMap((file) => this.#store.remove(file) ?? []);
      this.messages.push(...said);
      this.#tell(entry.path, said.length === 0 ? "removed" : "left");
    }
  }

  /** Tells of editions whose documents are gone, and brings the list up to date. */
  async finish(): Promise<void> {
    for (const { path } of this.#gone())
      if (this.states.every((state) => state.path !== path)) this.#tell(path, "gone");
    await this.#list();
  }

  #gone(): Entry[] {
    const { path: root } = this.#about.root;
    const all = entriesIn(this.#store).map(({ entry }) => entry);
    return all.filter(({ path }) => !existsSync(join(root, path)));
  }

  /** Brings the list of all editions up to date. */
  async #list(): Promise<void> {
    const entries = entriesIn(this.#store).map(({ entry }) => entry);
    const { root, pages } = this.#about;
    const files = await listingOf(entries, { root: root.relative, indexOf: pages.indexOf });
    const before = this.#store.read(LISTING);
    const isOurs = before?.startsWith(LISTING_BEGINS) ?? !(files.has(LISTING_PAGE) && this.#store.has(LISTING_PAGE));
    if (files.size > 0 && !isOurs) {
      this.messages.push(error({ path: this.#store.shown(before === undefined ? LISTING_PAGE : LISTING) }, FOREIGN));
      return;
    }
    const changed = [...files].filter(([name, text]) => this.#store.read(name) !== text);
    if (changed.length === 0 || this.messages.some(({ code }) => code === "unwritable-edition")) return;
    const said = this.#about.check ? undefined : this.#store.write(new Map(changed));
    if (said !== undefined) this.messages.push(said);
    const names = changed.map(([name]) => name);
    if (this.#about.check) this.#tell(LISTING, "changed", names);
  }

  async #publish(
    path: string,
    last: Entry | undefined,
    { whole, result }: { whole: Read; result: DocumentResult },
  ): Promise<void> {
    const stamp = this.#stampOf(result, countClaims(whole.plan, result.outcomes));
    const run = runOf(whole.plan, stamp);
    const before = !this.#about.anew && last?.run === run ? this.#shotsOf(last, whole.plan) : undefined;
    const now = result.outcomes.map(shotOf);
    const shots = before === undefined ? now : keepLast(whole.plan, now, before);
    const isKept = shots === before;
    const { read, messages } = await observe(whole, shots);
    this.messages.push(...messages);
    const about = { source: whole.document.text, run, observed: isKept ? last!.observed : this.#about.date };
    const make = (one: Stamp): Promise<Map<string, string>> =>
      filesOf(makeEdition(read, shots, { path, stamp: one, source: whole }), read, {
        ...about,
        pages: this.#about.pages,
      });
    const { stale: _, ...lastStamp } = last?.stamp ?? stamp;
    // With the same stamp all that differs is what has changed.
    const changed = this.#different(await make(lastStamp), last);
    const state = last === undefined ? "new" : changed.length > 0 ? "changed" : "unchanged";
    this.#put(path, { files: await make(stamp), last, state, changed });
  }

  /** The last edition says from now on that it does not hold. */
  async #mark(path: string, last: Entry | undefined, { plan, reread }: Read): Promise<void> {
    const names = namesOf(path);
    const document = this.#store.read(names.document);
    if (last === undefined) return this.#tell(path, "none");
    const shots = shotsFrom(last, this.#store.read(names.recording));
    if (shots?.some((shot) => tells(shot, this.#about.secretsOf(plan))) === true) return this.#refuse(path, SECRET);
    const text = document?.slice(0, last.length) ?? "";
    const read = await reread(text);
    const isWhole = document === text || document === withStamp(text, last.stamp, read.document.format);
    if (shots === undefined || !isWhole) return this.#refuse(path, DAMAGED);
    const stamp = { ...last.stamp, stale: last.stamp.stale ?? this.#about.date };
    const made = makeEdition(read, shots, { path, stamp });
    const files = await filesOf(made, read, {
      source: "",
      run: last.run,
      observed: last.observed,
      pages: this.#about.pages,
    });
    files.set(names.entry, withSource(files.get(names.entry)!, last.source));
    this.#put(path, { files, last, state: "stale", changed: this.#different(files, last) });
  }

  /** What was observed last; undefined where it cannot be read, or is not to be shown any more. */
  #shotsOf(last: Entry, plan: Plan): readonly Shot[] | undefined {
    const shots = shotsFrom(last, this.#store.read(namesOf(last.path).recording));
    return shots?.some((shot) => tells(shot, this.#about.secretsOf(plan))) === true ? undefined : shots;
  }

  #stampOf({ machine, survey, ms }: DocumentResult, claims: number): Stamp {
    return {
      date: this.#about.date,
      machine: machine ?? { kind: "none", detail: "" },
      ...(survey?.suite !== undefined && { suite: survey.suite }),
      ...(survey?.kernel !== undefined && { kernel: survey.kernel }),
      programs: survey?.programs ?? [],
      howtrue: this.#about.version,
      claims,
      ms: Math.round(ms),
    };
  }

  #different(files: ReadonlyMap<string, string>, last: Entry | undefined): string[] {
    const names = [...files].filter(([name, text]) => this.#store.read(name) !== text).map(([name]) => name);
    return [...names, ...this.#dropped(files, last)];
  }

  /** Files of the last edition that this one has not. */
  #dropped(files: ReadonlyMap<string, string>, last: Entry | undefined): string[] {
    if (last === undefined) return [];
    return namesIn(last).filter((name) => !files.has(name) && this.#store.has(name));
  }

  #put(path: string, { files, last, state, changed }: Putting): void {
    const own = new Set(last === undefined ? [] : [...last.files, baseOf(namesOf(path).entry)]);
    const foreign = [...files.keys()].find((name) => this.#store.has(name) && !own.has(baseOf(name)));
    if (foreign !== undefined) {
      this.messages.push(error({ path: this.#store.shown(foreign) }, FOREIGN));
      return this.#tell(path, "left");
    }
    const said: Message[] = [];
    if (!this.#about.check) {
      const others = [...files].filter(([name, text]) => this.#store.read(name) !== text);
      said.push(...[this.#store.write(new Map(others.toReversed())) ?? []].flat()); // the entry last
      const dropped = said.length === 0 ? this.#dropped(files, last) : [];
      said.push(...dropped.flatMap((name) => this.#store.remove(name) ?? []));
    }
    this.messages.push(...said.slice(0, 1)); // the others say the same
    this.#tell(path, said.length === 0 ? state : "left", changed);
  }

  #refuse(path: string, words: { code: string; what: string; hint: string }, name = path): void {
    this.messages.push(error({ path: this.#store.shown(name) }, words));
    this.#tell(path, "left");
  }

  #tell(path: string, state: EditionState["state"], files: readonly string[] = []): void {
    this.states.push({
      path,
      edition: this.#store.shown(path),
      state,
      files: files.map((name) => this.#store.shown(name)),
    });
  }
}

interface Putting {
  readonly files: ReadonlyMap<string, string>;
  readonly last: Entry | undefined;
  readonly state: EditionState["state"];
  readonly changed: readonly string[];
}

function withSource(entry: string, source: string): string {
  return entry.replace(/("source": ")\w*"/, (_, before: string) => `${before}${source}"`);
}
