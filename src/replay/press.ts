import { arrive, commandAt } from "./arrive.ts";
import { type Editor, edit, editKey } from "./editor.ts";
import { busy, type Effect, type Next, READY, run, say, type State, STEP, stepAt } from "./state.ts";

/** What a key does. */
export function press(state: State, key: string): Next {
  const { mode } = state;
  switch (mode.kind) {
    case "offer":
      return pressOffer(state, key);
    case "more":
      return pressMore(state, key);
    case "ready":
      return pressReady(state, key);
    case "busy":
      if (mode.doing === "back" && key !== "ctrl-c" && isLeaving(key)) return quit(state, key);
      if (key === "ctrl-c") return [{ ...state, mode: { ...mode, until: STEP } }, [{ kind: "interrupt" }]];
      return [{ ...state, mode: { ...mode, until: STEP } }, []]; // whoever types wants to have a say
    case "editing":
      return pressEditing(state, key, mode.editor);
    case "over":
      return [state, []];
  }
}

/**
 * What was typed at once. While they edit a command all of it is meant; else only the first key is: the rest was typed
 * ahead of what it would do, or pasted. Ctrl-C always counts.
 */
export function pressAll(state: State, keys: readonly string[]): Next {
  if (state.mode.kind !== "editing") {
    const key = keys.includes("ctrl-c") ? "ctrl-c" : keys[0];
    return key === undefined ? [state, []] : press(state, key);
  }
  let next: Next = [state, []];
  for (const key of keys) if (next[0].mode.kind === "editing") next = press(next[0], key);
  return next;
}

/** What is pasted is for a command that is edited, and for nothing else. */
export function paste(state: State, pasted: string): Next {
  if (state.mode.kind === "busy" || state.mode.kind === "over") return [state, []];
  if (state.mode.kind !== "editing") return [state, [say({ kind: "not-pasted" })]];
  const text = pasted.replaceAll(CONTROLS, "");
  const { text: before, at } = state.mode.editor;
  const editor = { text: before.slice(0, at) + text + before.slice(at), at: at + text.length };
  return [{ ...state, mode: { kind: "editing", editor } }, []];
}

/** All but tabs and line ends. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

function pressOffer(state: State, key: string): Next {
  const begin = (fresh: boolean): Next => [{ ...state, mode: busy("back") }, [{ kind: "begin", fresh }]];
  if (key === "enter" || key === "newline") return begin(false);
  if (key === "f") return begin(true);
  return isLeaving(key) ? quit(state, key) : [state, []];
}

function pressMore(state: State, key: string): Next {
  if (key === " " || key === "enter" || key === "newline" || key === "page-down" || key === "down")
    return arrive(state);
  if (isLeaving(key)) return quit(state, key);
  return key === "?" ? [state, [help(state)]] : [state, []];
}

function pressReady(state: State, key: string): Next {
  const step = stepAt(state);
  switch (key) {
    case "enter":
    case "newline":
      return step === undefined ? [state, []] : run(state, STEP); // Enter that is held would leave before they have read
    case "n":
      return step === undefined ? [state, []] : run(state, { kind: "section", section: step.section });
    case "s":
      return step === undefined ? [state, []] : [{ ...state, mode: busy("step") }, [{ kind: "skip" }]];
    case "b":
      if (state.stays === true) return [state, [say({ kind: "stays" })]];
      if (state.at === 0) return [state, [say({ kind: "at-beginning" })]];
      return [{ ...state, mode: busy("back") }, [{ kind: "back", to: state.at - 1 }]];
    case "e":
      if (step === undefined) return [state, []];
      return [{ ...state, mode: { kind: "editing", editor: edit(step.command) } }, []];
    case "w":
      return [state, why(state)];
    case "!":
      return [{ ...state, mode: busy("visit") }, [{ kind: "visit" }]];
    case "a": {
      const answersAll = !state.answersAll;
      return [{ ...state, answersAll }, [say({ kind: answersAll ? "answers-all" : "answers-shown" })]];
    }
    case "?":
    case "h":
      return [state, [help(state), ...commandAt(state)]];
    case "ctrl-l":
      return [state, [{ kind: "redraw" }]];
    default:
      return isLeaving(key) ? quit(state, key) : [state, []];
  }
}

function pressEditing(state: State, key: string, editor: Editor): Next {
  const edited = editKey(editor, key);
  if (edited.kind === "editing") return [{ ...state, mode: edited }, []];
  const { command } = stepAt(state)!;
  if (edited.kind === "left" || edited.text.trim() === "" || edited.text === command)
    return [{ ...state, mode: READY }, [say({ kind: "not-edited" })]];
  const { text } = edited;
  const effects: Effect[] = [say({ kind: "edited", command: text })];
  return [{ ...state, mode: busy("step") }, [...effects, { kind: "run", command: text, answersAll: state.answersAll }]];
}

function why(state: State): Effect[] {
  const step = stepAt(state);
  if (state.last !== undefined) return [say({ kind: "why", walked: state.last }), ...commandAt(state)];
  return step === undefined ? [] : [say({ kind: "claims", step }), ...commandAt(state)];
}

function help({ stays }: State): Effect {
  return say({ kind: "help", stays });
}

function quit(state: State, key: string): Next {
  return [{ ...state, mode: { kind: "over" } }, [{ kind: "quit", interrupted: key === "ctrl-c" }]];
}

function isLeaving(key: string): boolean {
  return key === "q" || key === "ctrl-c" || key === "ctrl-d";
}
