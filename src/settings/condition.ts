import { MACHINES, SUITES } from "./settings.ts";

/** What `if=` says: facts about the machine, joined by `!`, `&&` and `||` as in a shell or in C. */
export type Condition =
  | { readonly kind: "is"; readonly fact: Fact; readonly value: string }
  | { readonly kind: "command"; readonly name: string }
  | { readonly kind: "network" }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly of: readonly [Condition, Condition] };

export type Fact = "machine" | "suite";

const FACTS: Readonly<Record<Fact, readonly string[]>> = { machine: MACHINES, suite: SUITES };

const TOKEN =
  /\s*(&&|\|\||[!()]|(?<fact>machine|suite)\s*(?<sign>[!=]=)\s*(?<value>\w+)|command:(?<command>[\w.+-]+)|(?<network>network)\b)\s*/y;
/** So deep may brackets and `!` be nested: each level costs stack. */
const MAX_DEPTH = 50;

/**
 * ```text
 * or    = and ("||" and)*
 * and   = not ("&&" not)*
 * not   = "!" not | "(" or ")" | fact
 * fact  = ("machine" | "suite") ("==" | "!=") word | "command:" name | "network"
 * ```
 * @returns the condition, or from which text on it cannot be read
 */
export function readCondition(text: string): Condition | { readonly unread: string } {
  const reader = new Reader(text);
  const condition = reader.or(0);
  return condition === undefined || reader.rest !== "" ? { unread: reader.rest } : condition;
}

export function formatCondition(condition: Condition): string {
  switch (condition.kind) {
    case "is":
      return `${condition.fact}==${condition.value}`;
    case "command":
      return `command:${condition.name}`;
    case "network":
      return "network";
    case "not":
      return `!${inBrackets(condition.of)}`;
    case "and":
    case "or":
      return condition.of.map(inBrackets).join(condition.kind === "and" ? " && " : " || ");
  }
}

function inBrackets(condition: Condition): string {
  const joined = condition.kind === "and" || condition.kind === "or";
  return joined ? `(${formatCondition(condition)})` : formatCondition(condition);
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get rest(): string {
    return this.#text.slice(this.#at).trim();
  }

  or(depth: number): Condition | undefined {
    return this.#joined("or", "||", () => this.#and(depth));
  }

  #and(depth: number): Condition | undefined {
    return this.#joined("and", "&&", () => this.#not(depth));
  }

  #joined(kind: "and" | "or", sign: string, next: () => Condition | undefined): Condition | undefined {
    let left = next();
    while (left !== undefined && this.#take(sign)) {
      const right = next();
      left = right === undefined ? undefined : { kind, of: [left, right] };
    }
    return left;
  }

  #not(depth: number): Condition | undefined {
    if (depth === MAX_DEPTH) return undefined;
    if (this.#take("!")) {
      const of = this.#not(depth + 1);
      return of === undefined ? undefined : { kind: "not", of };
    }
    if (!this.#take("(")) return this.#fact();
    const inner = this.or(depth + 1);
    return inner !== undefined && this.#take(")") ? inner : undefined;
  }

  #fact(): Condition | undefined {
    const { fact, sign, value, command, network } = this.#match()?.groups ?? {};
    let condition: Condition | undefined;
    if (command !== undefined) condition = { kind: "command", name: command };
    else if (network !== undefined) condition = { kind: "network" };
    else if (isFact(fact) && value !== undefined && FACTS[fact].includes(value)) {
      const is = { kind: "is", fact, value } as const;
      condition = sign === "==" ? is : { kind: "not", of: is };
    }
    if (condition !== undefined) this.#at = TOKEN.lastIndex;
    return condition;
  }

  #take(sign: string): boolean {
    if (this.#match()?.[1] !== sign) return false;
    this.#at = TOKEN.lastIndex;
    return true;
  }

  #match(): RegExpExecArray | null {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text);
  }
}

function isFact(name: string | undefined): name is Fact {
  return name !== undefined && Object.hasOwn(FACTS, name);
}
