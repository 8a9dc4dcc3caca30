/** What the manual page says beyond the help: a term, and what it means. */
export type Entries = readonly (readonly [term: string, about: string])[];

export const EXIT_STATUS: Entries = [
  ["0", "Every claim holds; what was asked for is done."],
  ["1", "A claim does not hold; changes were not written; the machine cannot do what it should."],
  ["2", "Something could not be run, read or written, or there was nothing to verify; the command line is wrong."],
  ["130", "Interrupted by Ctrl-C: the step was interrupted, cleanup was run."],
];

export const ENVIRONMENT: Entries = [
  ["CI", "If it is set, every step is run, and nothing is kept for the next run."],
  ["NO_COLOR", "If it is set, nothing is coloured."],
  ["TERM", "If it is dumb, nothing is coloured and no key is waited for."],
  ["PATH", "Where QEMU, bubblewrap and the other programs are looked for that machines are made with."],
  ["TMPDIR", "Where temporary files are put, rather than in /tmp."],
  ["XDG_CACHE_HOME", "The folder for caches, rather than ~/.cache, if it is an absolute path."],
  ["XDG_STATE_HOME", "The folder for records, rather than ~/.local/state, if it is an absolute path."],
  ["http_proxy, https_proxy, all_proxy, no_proxy", "How an image's packages are downloaded."],
  ["GITHUB_ACTIONS", "If it is true, nothing in a report is a command of the runner, but for the github reporter's."],
  ["GITHUB_STEP_SUMMARY", "The file to which the github reporter adds a summary."],
  ["GITHUB_WORKSPACE", "The repository's root, where paths of the github and sarif reporters begin."],
];

export const FILES: Entries = [
  ["howtrue.config.yaml, howtrue.config.json", "The project's settings, in the nearest folder above a document."],
  ["package.json", "The same, below its key howtrue."],
  ["~/.cache/howtrue", "Images, their ready states, and checkpoints of runs."],
  ["~/.local/state/howtrue", "How the last runs of each project's documents went."],
  ["~/.local/state/howtrue/recordings", "What is recorded, until its howto is written."],
];

export const EXAMPLES: Entries = [
  ["howtrue init", "Write a first howto that holds, howto.md."],
  ["howtrue record howto.md", "Open a shell, and write a howto of what is done in it."],
  ["howtrue verify", "Verify all documents in this folder and below it."],
  ["howtrue verify --watch howto.md", "Verify a document again whenever it is saved."],
  ["howtrue verify --shell howto.md", "Stop where it fails, with a shell on the spot."],
  ["howtrue verify --on bookworm,trixie --reporter junit:report.xml docs", "Verify on two Debian suites, for CI."],
  ["howtrue update --dry-run howto.md", "Show how the document would have to change to hold."],
];
