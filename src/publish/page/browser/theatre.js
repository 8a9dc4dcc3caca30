// The recording: its player is made when a reader asks for it. Paused, it shows the step being read; while it plays, the
// step that is played is marked, and kept in sight until the reader scrolls.
(() => {
  const theatre = /** @type {HTMLElement} */ (document.querySelector(".theatre"));
  const screen = /** @type {HTMLElement} */ (theatre.querySelector(".screen"));
  const toggle = /** @type {HTMLButtonElement} */ (theatre.querySelector(".toggle"));
  const place = /** @type {HTMLElement} */ (theatre.querySelector(".now .place"));
  const typed = /** @type {HTMLElement} */ (theatre.querySelector(".now code"));
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".step")]);
  /** @type {{ cast: string, marks: (number | null)[] }} */
  const { cast, marks } = JSON.parse(document.getElementById("theatre:recording")?.textContent ?? "{}");
  /** Steps that the recording has, each with its number, in the order in which it plays them. */
  const scenes = marks
    .flatMap((at, index) => (at === null ? [] : [{ at, index }]))
    .toSorted((one, other) => one.at - other.at);

  /** @type {import("asciinema-player").Player | undefined} */
  let player;
  let isPlaying = false;
  let follows = true;
  /** @type {HTMLElement | undefined} */
  let playing;

  function load() {
    if (player !== undefined) return player;
    const script = document.createElement("script");
    script.textContent = document.getElementById("theatre:code")?.textContent ?? "";
    document.body.append(script);
    return make();
  }

  function make() {
    screen.replaceChildren();
    const made = AsciinemaPlayer.create({ data: cast }, screen, {
      fit: "both",
      theme: "howtrue",
      preload: true,
      controls: true,
      terminalFontFamily: getComputedStyle(document.body).getPropertyValue("--mono"),
    });
    made.addEventListener("playing", () => {
      isPlaying = true;
      tick();
    });
    for (const name of /** @type {const} */ (["pause", "ended"]))
      made.addEventListener(name, () => (isPlaying = false));
    player = made;
    return made;
  }

  // The player reads its colours when it is made.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", async () => {
    if (player === undefined) return;
    const at = player.getCurrentTime();
    const wasPlaying = isPlaying;
    isPlaying = false;
    player.dispose();
    const made = make();
    await made.seek(at);
    if (wasPlaying) await made.play();
  });

  /** @param {boolean} isOpen */
  function open(isOpen) {
    theatre.classList.toggle("open", isOpen);
    toggle.setAttribute("aria-expanded", String(isOpen));
  }

  /** @param {number} [at] */
  async function play(at) {
    const one = load();
    open(true);
    follows = true;
    if (at !== undefined) await one.seek(at);
    await one.play();
  }

  function tick() {
    if (!isPlaying || player === undefined) return;
    const now = player.getCurrentTime();
    const scene = scenes.findLast(({ at }) => at <= now + 0.05);
    show(scene === undefined ? undefined : steps[scene.index]);
    setTimeout(tick, 150);
  }

  /** @param {HTMLElement | undefined} step */
  function show(step) {
    if (step === playing) return;
    playing?.classList.remove("playing");
    playing?.removeAttribute("aria-current");
    playing = step;
    if (step === undefined) return;
    step.classList.add("playing");
    step.setAttribute("aria-current", "step");
    tell(step);
    if (follows) step.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} step */
  function tell(step) {
    place.textContent = `Step ${steps.indexOf(step) + 1} of ${steps.length}`;
    typed.textContent = step.querySelector(".typed")?.textContent ?? "";
  }

  /** @param {Event} event */
  const stepOf = (event) => /** @type {HTMLElement} */ (/** @type {CustomEvent} */ (event).detail);
  /** @param {HTMLElement} step */
  const markOf = (step) => marks[steps.indexOf(step)] ?? undefined;

  document.addEventListener("howtrue:reading", (event) => {
    const step = stepOf(event);
    if (isPlaying) return;
    tell(step);
    const at = markOf(step);
    if (player !== undefined && at !== undefined) {
      show(undefined);
      void player.seek(at);
    }
  });
  document.addEventListener("howtrue:play", (event) => void play(markOf(stepOf(event))));
  document.addEventListener("howtrue:toggle", (event) => {
    if (isPlaying) void player?.pause();
    else void play(markOf(stepOf(event)));
  });
  for (const name of ["wheel", "touchmove"]) addEventListener(name, () => (follows = false), { passive: true });

  screen.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".start") !== null) void play();
  });
  toggle.addEventListener("click", () => {
    const isOpen = !theatre.classList.contains("open");
    open(isOpen);
    if (!isOpen) void player?.pause();
  });
  const first = steps[0];
  if (first !== undefined) tell(first);
})();
