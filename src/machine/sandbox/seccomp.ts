/**
 * What no program in a sandbox may ask the kernel for, as the filter that bwrap's --seccomp takes, see seccomp(2) and
 * linux/filter.h: memory that no limit counts, keys, which no name space keeps apart, and name spaces of their own, in
 * which they could mount memory without end and would have the rights for most of the kernel's weak spots.
 */

/** Numbers of system calls, by the way in which a program makes them; see linux/audit.h and arch/x86/entry/syscalls. */
interface Calls {
  readonly arch: number;
  readonly refused: readonly number[];
  /** Their first argument holds what is to be new. */
  readonly makeNamespaces: readonly number[];
}

/** Its flags are in memory, where no filter can look; the C library has clone, too. */
const CLONE3 = 435;

/** memfd_create, memfd_secret; add_key, request_key, keyctl; clone, unshare. */
const X64: Calls = { arch: 0xc000003e, refused: [319, 447, 248, 249, 250, CLONE3], makeNamespaces: [56, 272] };
const X86: Calls = { arch: 0x40000003, refused: [356, 447, 286, 287, 288, CLONE3], makeNamespaces: [120, 310] };
const ARM64: Calls = { arch: 0xc00000b7, refused: [279, 447, 217, 218, 219, CLONE3], makeNamespaces: [220, 97] };
const ARM: Calls = { arch: 0x40000028, refused: [385, 309, 310, 311, CLONE3], makeNamespaces: [120, 337] };

/** Each processor runs programs of its older kind, too. */
const CALLS: Readonly<Record<string, readonly Calls[]>> = { x64: [X64, X86], ia32: [X86], arm64: [ARM64, ARM] };
/** From this number on they are those of x32, which no program uses. */
const X32 = 0x40000000;
const CLONE_NEWUSER = 0x10000000;

/** Where the kernel's description of a call has its number, its kind and the lower half of its first argument. */
const [NUMBER, ARCH, FIRST] = [0, 4, 16];
/** Of the filter's own machine: load a word, jump where it is equal, not less, or has a bit; end. */
const [LOAD, EQUAL, AT_LEAST, HAS, END] = [0x20, 0x15, 0x35, 0x45, 0x06];
const ALLOW = 0x7fff0000;
const [NOT_ALLOWED, NOT_THERE] = [0x00050000 + 1, 0x00050000 + 38]; // EPERM and ENOSYS

type Instruction = readonly [code: number, k: number, ifTrue?: number, ifFalse?: number];

/** The filter for a processor, named as Node names it; undefined for one whose calls we do not know. */
export function seccompFilter(processor: string): Buffer | undefined {
  const calls = CALLS[processor];
  if (calls === undefined) return undefined;
  const program: Instruction[] = [[LOAD, ARCH], ...calls.flatMap(ofKind), [END, NOT_THERE]];
  const bytes = Buffer.alloc(8 * program.length);
  for (const [i, [code, k, ifTrue = 0, ifFalse = 0]] of program.entries()) {
    bytes.writeUInt16LE(code, 8 * i);
    bytes.writeUInt8(ifTrue, 8 * i + 2);
    bytes.writeUInt8(ifFalse, 8 * i + 3);
    bytes.writeUInt32LE(k, 8 * i + 4);
  }
  return bytes;
}

/** Calls of another kind pass over all of it. */
function ofKind({ arch, refused, makeNamespaces }: Calls): Instruction[] {
  const rules: Instruction[] = [
    [LOAD, NUMBER],
    ...(arch === X64.arch ? when([AT_LEAST, X32], NOT_THERE) : []),
    ...refused.flatMap((call) => when([EQUAL, call], NOT_THERE)),
    ...makeNamespaces.flatMap((call): Instruction[] => [
      [EQUAL, call, 0, 4],
      [LOAD, FIRST],
      ...when([HAS, CLONE_NEWUSER], NOT_ALLOWED),
      [END, ALLOW],
    ]),
    [END, ALLOW],
  ];
  return [[EQUAL, arch, 0, rules.length], ...rules];
}

function when([code, k]: readonly [number, number], end: number): Instruction[] {
  return [
    [code, k, 0, 1],
    [END, end],
  ];
}
