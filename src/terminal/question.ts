/** Control sequences (ECMA-48 5.4) and operating system commands, which a question may be painted with. */
const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The cursor is put elsewhere (CUP, HVP, VPA): nothing that was printed before is on its line. */
const ELSEWHERE = /\x1b\[[0-9;]*[Hfd]/g;

/** What stands on the line that the cursor is on, as far as it was printed: there a program's question stands. */
export function questionIn(printed: Uint8Array): string {
  const raw = UTF8.decode(printed.subarray(printed.lastIndexOf(0x0a) + 1));
  const put = [...raw.matchAll(ELSEWHERE)].at(-1);
  const line = raw.slice(put === undefined ? 0 : put.index + put[0].length).replaceAll(SEQUENCE, "");
  return line.slice(line.lastIndexOf("\r") + 1).replaceAll(CONTROLS, "");
}

/** All that was printed, without what it is painted and moved with. */
export function wordsIn(printed: Uint8Array): string {
  return UTF8.decode(printed).replaceAll(SEQUENCE, "").replaceAll(CONTROLS, "");
}

/** Whether what stands on a line ends as questions do: `Name:`, `Go on? [y/n]`, `(yes/no)`, `>`. */
export function isQuestion(line: string): boolean {
  return /[?:>\])#$]\s*$/.test(line);
}

/** Whoever asks so waits for a person, even where the system does not tell. */
export function isForPassword(question: string): boolean {
  return /\b(password|passphrase|PIN)\b.*[:?]\s*$/i.test(question);
}

/** It ends as shells' prompts do, whatever stands before. */
export function isPrompt(question: string): boolean {
  return /[$#%>❯] *$/.test(question) && !isForPassword(question);
}
