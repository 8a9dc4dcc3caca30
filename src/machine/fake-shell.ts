import { SET_ASIDE } from "../terminal/quote.ts";
import type { Process } from "../terminal/terminal.ts";

interface Tty {
  print(text: string): void;
  exit(status: number): void;
}

interface Job {
  readonly pid: number;
  readonly ignoresInterrupt: boolean;
  /** What is run when it has slept, in a part of the shell. */
  readonly next?: string | undefined;
  readonly timer: NodeJS.Timeout;
}

const TTY = 1;
const FIRST_PID = 100;
const COMMANDS = new Set(["echo", "sleep", "bash"]);

interface Inner {
  readonly pid: number;
  readonly host?: string;
}

/**
 * As much of bash as the protocol and the tests of what stands above it need: it marks its prompts as it is taught to,
 * evaluates what is typed, keeps variables, sleeps, nests and ends.
 */
export class FakeShell {
  readonly #uid: number;
  readonly #tty: Tty;
  readonly #variables = new Map<string, string>();
  /** Shells inside, by the process here that carries them: one on another host, `ssh HOST`, is none here itself. */
  readonly #nested: Inner[] = [];
  #nonce = "";
  /** What it puts behind its flags. */
  #flag = "";
  #status = 0;
  #typed = "";
  #job: Job | undefined;
  #nextPid = FIRST_PID + 1;
  /** Its standard error goes nowhere for this command. */
  #mute = false;

  constructor(uid: number, tty: Tty) {
    this.#uid = uid;
    this.#tty = tty;
  }

  type(typed: string): void {
    const line = typed.startsWith(SET_ASIDE) ? typed.slice(SET_ASIDE.length) : typed;
    const nonce = /__howtrue=.*?aid=(\w+)/.exec(line)?.[1];
    if (nonce !== undefined) {
      this.#nonce = nonce;
      this.#flag = /flags=%s(\w*);/.exec(line)?.[1] ?? "";
      return this.#prompt(this.#status);
    }
    if (line.endsWith("\\")) {
      this.#typed += line.slice(0, -1);
      return this.#tty.print(`\x1b]133;P;k=s;aid=${this.#nonce}\x07`);
    }
    this.#mute = line.endsWith("' 2>/dev/null");
    const command = decode(this.#typed + line);
    this.#typed = "";
    this.#tty.print(`\x1b]133;C;aid=${this.#nonce}\x07`);
    this.#run(command);
  }

  interrupt(): void {
    if (this.#job?.ignoresInterrupt === false) this.#endJob(130);
  }

  kill(pids: readonly number[]): void {
    if (this.#job !== undefined && pids.includes(this.#job.pid)) this.#endJob(137);
  }

  processes(): Process[] {
    // Of another host none but the process that leads there is seen.
    const leading = this.#nested.findIndex(({ host }) => host !== undefined);
    const seen = leading === -1 ? this.#nested : this.#nested.slice(0, leading + 1);
    const foreground = this.#job?.pid ?? seen.at(-1)?.pid ?? FIRST_PID;
    const shells: Inner[] = [{ pid: FIRST_PID }, ...seen];
    const process = (pid: number, parent: number, args: string[]): Process => {
      return {
        pid,
        parent,
        group: pid,
        tty: TTY,
        foreground,
        image: String(pid),
        forked: false,
        input: "/dev/tty",
        waits: "no",
        args,
      };
    };
    const bash = ["bash", "-i"];
    const all = shells.map(({ pid, host }, i): Process => {
      const one = process(pid, shells[i - 1]?.pid ?? 1, host === undefined ? bash : ["ssh", host]);
      return host === undefined ? one : { ...one, waits: "perhaps" };
    });
    if (this.#job === undefined) return all;
    const job = process(this.#job.pid, shells.at(-1)?.pid ?? 1, ["sleep"]);
    return [...all, this.#job.next === undefined ? job : { ...job, forked: true, args: bash }];
  }

  stop(): void {
    clearTimeout(this.#job?.timer);
  }

  #run(command: string): void {
    const here = /^cat <<EOF\n([^]*?)\n?EOF$/.exec(command);
    const [name = "", ...words] = command.split(" ");
    const assignment = /^(\w+)=(\S*)$/.exec(command);
    const both = /^(echo [^;]*); (.+)$/.exec(command);
    const deaf = /^bash -c 'trap "" INT; sleep (\d+)/.exec(command);
    const part = /^\(sleep ([\d.]+); (echo .*)\)$/.exec(command);
    const asked = /^__howtrue=\$\?; .*?(?:command -v '(\w+)'.*)?; printf %s "(\w+)\$/.exec(command);
    if (asked !== null) {
      this.#print(`${asked[2]}${COMMANDS.has(asked[1] ?? "") ? "yes" : ""}${asked[2]}`);
      return this.#prompt(this.#status);
    }
    if (part !== null) return this.#sleep(Number(part[1]), { next: part[2] });
    if (here !== null) this.#print(`${here[1]}\n`);
    else if (both !== null) {
      this.#print(`${this.#expand((both[1] ?? "").slice("echo ".length))}\n`);
      return this.#run(both[2] ?? "");
    } else if (name === "export") this.#export(words.join(" "));
    else if (deaf !== null) return this.#sleep(Number(deaf[1]), { ignoresInterrupt: true });
    else if (assignment !== null) this.#variables.set(assignment[1] ?? "", assignment[2] ?? "");
    else if (name === "echo") this.#print(`${this.#expand(words.join(" "))}\n`);
    else if (name === "printf") this.#print(unescape(words.join(" ").replaceAll("'", "")));
    else if (name === "sleep") return this.#sleep(Number(words[0]));
    else if (command === "bash") return this.#nest();
    else if (name === "ssh") return this.#nest(words[0]);
    else if (name === "exit") return this.#exit(Number(words[0] ?? this.#status));
    else if (command === "kill -9 $$") return this.#exit(137);
    else if (name === ")") return this.#fail("bash: syntax error near unexpected token `)'", 2);
    else if (name !== "true") {
      return name === "false" ? this.#prompt(1) : this.#fail(`bash: ${name}: command not found`, 127);
    }
    this.#prompt(0);
  }

  #export(words: string): void {
    for (const [, name = "", value = ""] of words.matchAll(/(\w+)=\$'((?:[^'\\]|\\.)*)'/g)) {
      this.#variables.set(name, unescape(value));
    }
  }

  #sleep(seconds: number, how: { ignoresInterrupt?: boolean; next?: string | undefined } = {}): void {
    const timer = setTimeout(() => this.#endJob(0), seconds * 1_000);
    this.#job = { pid: this.#nextPid++, ignoresInterrupt: false, ...how, timer };
  }

  #endJob(status: number): void {
    const next = this.#job?.next;
    clearTimeout(this.#job?.timer);
    this.#job = undefined;
    if (next !== undefined && status === 0) return this.#run(next);
    this.#prompt(status);
  }

  #nest(host?: string): void {
    this.#nested.push({ pid: this.#nextPid++, ...(host !== undefined && { host }) });
    this.#print(host === undefined ? "nested$ " : `Welcome to ${host}.\nuser@${host}:~$ `);
  }

  #exit(status: number): void {
    if (this.#nested.pop() === undefined) this.#tty.exit(status);
    else this.#prompt(status);
  }

  #fail(message: string, status: number): void {
    if (!this.#mute) this.#print(`${message}\n`);
    this.#prompt(status);
  }

  #prompt(status: number): void {
    this.#status = status;
    const { pid, host } = this.#nested.at(-1) ?? { pid: FIRST_PID };
    const state = `depth=${this.#nested.length};uid=${this.#uid};pid=${pid}`;
    this.#tty.print(
      `\x1b]133;D;${status};aid=${this.#nonce};${state};sh=bash;flags=him${this.#flag}${host === undefined ? "" : `;host=${host}`}\x07$ `,
    );
  }

  #print(text: string): void {
    this.#tty.print(text.replaceAll("\n", "\r\n"));
  }

  #expand(text: string): string {
    return text.replaceAll(/\$(\w+|\?)/g, (_, name: string) =>
      name === "?" ? String(this.#status) : (this.#variables.get(name) ?? ""),
    );
  }
}

/** The command in `eval $'…'$'…'`, or as it is. */
function decode(line: string): string {
  if (!line.startsWith("eval ")) return line;
  const parts = [...line.matchAll(/\$'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1] ?? "");
  return unescape(parts.join(""));
}

function unescape(text: string): string {
  const named: Record<string, string> = { n: "\n", t: "\t", a: "\x07", r: "\r" };
  return text.replaceAll(/\\(x[0-9a-f]{2}|0\d\d|.)/g, (_, code: string) => {
    if (/^x../.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^0\d\d$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return named[code] ?? code;
  });
}
