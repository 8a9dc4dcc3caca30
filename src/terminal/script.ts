import { bashWord } from "./quote.ts";

/**
 * Several commands for bash, whose status is that of the first one that fails; all are run, as when they are typed one by
 * one. What fails is what `set -e` would end a shell for: bash's ERR trap, which is put back to what it was, unless the
 * commands set one of their own.
 */
export function allCounting(script: string): string {
  return [
    "__howtrue_trap=$(trap -p ERR) __howtrue_status=",
    "trap '__howtrue_status=${__howtrue_status:-$?}' ERR",
    `eval ${bashWord(script)}`,
    "__howtrue_status=${__howtrue_status:-$?}",
    'case $(trap -p ERR) in *__howtrue_status*) trap - ERR; eval "$__howtrue_trap";; esac',
    'eval "unset __howtrue_trap __howtrue_status; (exit $__howtrue_status) && :" && :',
  ].join("\n");
}
