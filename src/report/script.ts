import type { Block, Document } from "../document/document.ts";
import { indexLines, positionAt, splitLines } from "../document/lines.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { type ExitClaim, formatReadiness } from "../settings/claims.ts";
import { formatCondition } from "../settings/condition.ts";

/**
 * A document as a shell script that can be run by hand: its prose and the output that it shows as comments, its commands
 * as they are. Like a verification it stops at a status that the document does not announce; unlike one it compares
 * nothing, and runs in one shell as whoever runs it.
 */
export function scriptOf(document: Document, { steps }: Plan): string {
  const head = ["#!/usr/bin/env bash", `# From ${oneLine(document.path)}, by howtrue.`, ...guard(steps), ""];
  const commands = partsOf(document, steps);
  const parts = [...prose(document, steps), ...commands].toSorted((a, b) => a.line - b.line);
  return `${squeeze([...head, ...parts.flatMap(({ lines }) => lines)])
    .join("\n")
    .trimEnd()}\n`;
}

interface Part {
  /** Where it begins in the document. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** The steps, those of an included file where it is included. */
function partsOf({ path, includes = [] }: Document, steps: readonly Step[]): Part[] {
  let line = 1;
  return steps.map((step) => {
    const inclusion = includes.find(({ place, ...to }) => place.line >= line && to.path === step.place.path);
    line = step.place.path === path ? step.place.line : (inclusion?.place.line ?? line);
    return { line, lines: stepLines(step) };
  });
}

function guard(steps: readonly Step[]): string[] {
  const asRoot = steps.some(({ user, skip }) => user === "root" && !skip);
  const check = `if [ "$(id -u)" -ne 0 ]; then echo "$0: some of these commands need root" >&2; exit 2; fi`;
  const leaves = steps.some(({ background, skip }) => background !== undefined && !skip);
  return ["set -e", ...(asRoot ? [check] : []), ...(leaves ? END_JOBS : [])];
}

/** With job control each is a group of processes of its own, and is ended with all of them. */
const END_JOBS = ["set -m", `trap 'for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done' EXIT`];

/** What is neither part of a shell session nor of the settings, as comments. */
function prose({ path, text, blocks, settings }: Document, steps: readonly Step[]): Part[] {
  const lines = splitLines(text.replace(/^\uFEFF/, ""));
  const hidden = new Set<number>();
  const own = steps.filter(({ place }) => place.path === path);
  for (const block of blocks.filter(({ origin }) => origin === undefined)) {
    const end = block.start + block.lines.length;
    if (!own.some(({ place }) => place.line >= block.start && place.line < end)) continue;
    for (let line = openerOf(block, lines); line < end + (block.kind === "fence" ? 1 : 0); line++) hidden.add(line);
  }
  const index = indexLines(text);
  for (const { kind, start, text: said } of settings) {
    const first = positionAt(index, start).line;
    const fences = kind === "yaml" ? 1 : 0;
    for (let i = -fences; i < splitLines(said).length + fences; i++) hidden.add(first + i);
  }
  return lines.flatMap((line, i) => (hidden.has(i + 1) ? [] : [{ line: i + 1, lines: [comment(line)] }]));
}

/** The line with which a block is announced, where that says nothing more. */
function openerOf({ kind, start }: Block, lines: readonly string[]): number {
  if (kind === "fence") return start - 1;
  if (kind !== "directive") return start;
  let line = start - 1;
  while (line > 0 && /^\s*(:.*)?$/.test(lines[line - 1] ?? "")) line--;
  return /^\s*\.\. [\w-]+ ?::/.test(lines[line - 1] ?? "") ? line : start;
}

function stepLines({ command, expectation, skip, condition, background }: Step): string[] {
  const shown = expectation.output.map(({ text }) => comment(`  ${text}`));
  const output = shown.length === 0 ? [] : [...shown, ""];
  if (skip) return [...command.split("\n").map((line) => comment(`skipped: ${line}`)), ...output];
  const where = condition === undefined ? [] : [comment(`only where this holds: if=${formatCondition(condition)}`)];
  const run = background === undefined ? toItsEnd(command, expectation.exit) : leftRunning(command, background);
  return [...where, ...run, ...output];
}

function toItsEnd(command: string, exit: ExitClaim): string[] {
  if (exit === 0) return [command];
  if (exit === "any") return ["{", command, "} || true"];
  const test = exit === "nonzero" ? '[ "$status" -ne 0 ]' : `[ "$status" -eq ${exit} ]`;
  return ["status=0; {", command, `} || status=$?; ${test}`];
}

/** Until a port listens; what it prints nobody reads here. */
function leftRunning(command: string, { until }: NonNullable<Step["background"]>): string[] {
  const start = ["{", command, "} &"];
  if (until === undefined) return start;
  if (until.kind === "output") return [...start, comment(`ready when it prints ${formatReadiness(until)}`), "sleep 1"];
  return [...start, `until (: < /dev/tcp/127.0.0.1/${until.port}) 2>/dev/null; do sleep 0.1; done`];
}

/** Control characters would end the comment, or act on a terminal. */
function comment(line: string): string {
  return `# ${oneLine(line)}`.trimEnd();
}

function oneLine(text: string): string {
  return text.replaceAll(/[\0-\x08\n-\x1f\x7f]/g, "?");
}

/** Without empty lines, or empty comments, one after the other. */
function squeeze(lines: readonly string[]): string[] {
  const isEmpty = (line: string | undefined): boolean => line === undefined || line === "" || line === "#";
  return lines.filter((line, i) => !isEmpty(line) || !isEmpty(lines[i - 1])).map((line) => (line === "#" ? "" : line));
}
