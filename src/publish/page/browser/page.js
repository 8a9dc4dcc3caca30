// What a page does beside being read: copying commands, going from step to step, and telling which one is being read. It
// needs no recording. Other scripts hear of it by the events `howtrue:reading` (detail: the step) and `howtrue:play`.
(() => {
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".step")]);
  const help = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.help"));
  const keys = /** @type {HTMLInputElement} */ (help.querySelector("input"));
  const isRecorded = document.querySelector(".theatre") !== null;
  /** @type {HTMLElement | undefined} */
  let reading;

  // Buttons are nothing without this script; their place is kept.
  for (const [i, step] of steps.entries()) {
    step.tabIndex = -1;
    const tools = /** @type {Element} */ (step.querySelector(".tools"));
    const buttons = [newButton("copy", `Copy the command of step ${i + 1}`)];
    if (isRecorded && !step.matches(".skipped, .untested"))
      buttons.unshift(newButton("watch", `Play the recording from step ${i + 1}`));
    tools.prepend(...buttons);
  }

  /**
   * @param {"copy" | "watch"} kind
   * @param {string} label
   */
  function newButton(kind, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon:${kind === "copy" ? "copy" : "play"}"/></svg>`;
    return made;
  }

  /** @param {HTMLElement} step */
  function read(step) {
    if (step === reading) return;
    reading?.classList.remove("reading");
    step.classList.add("reading");
    reading = step;
    document.dispatchEvent(new CustomEvent("howtrue:reading", { detail: step }));
  }

  // A step is being read when it crosses a band a third down the window; between steps the last one stays.
  const seen = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      const first = steps.find((step) => seen.has(step));
      if (first !== undefined && !isHeld) read(first);
    },
    { rootMargin: "-30% 0px -60% 0px" },
  );
  for (const step of steps) observer.observe(step);

  // Who goes to a step by a key reads that one, wherever it comes to stand, until the page is scrolled by hand.
  let isHeld = false;
  for (const name of ["wheel", "touchmove", "pointerdown"])
    addEventListener(name, () => (isHeld = false), { passive: true });

  /** @param {1 | -1} way */
  function go(way) {
    const at = reading === undefined ? -1 : steps.indexOf(reading);
    const step = steps[at === -1 ? 0 : at + way];
    if (step === undefined) return;
    isHeld = true;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#${step.id}`);
    read(step);
  }

  /**
   * The command as it was run: without prompts, lines as lines.
   * @param {Element} step
   */
  function commandOf(step) {
    const command = /** @type {HTMLElement} */ (step.querySelector(".command"));
    const typed = [...command.querySelectorAll(".typed")].map((line) => line.textContent ?? "");
    return command.dataset["command"] ?? typed.join("\n");
  }

  /** @param {Element} step */
  async function copy(step) {
    const button = /** @type {HTMLElement} */ (step.querySelector(".copy"));
    const done = await write(commandOf(step));
    say(done ? "Copied" : "Could not be copied");
    if (!done) return;
    const use = /** @type {Element} */ (button.querySelector("use"));
    use.setAttribute("href", "#icon:held");
    button.classList.add("done");
    setTimeout(() => {
      use.setAttribute("href", "#icon:copy");
      button.classList.remove("done");
    }, 1500);
  }

  /** @param {string} text */
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return writeByHand(text);
    }
  }

  /**
   * Where a page has no clipboard, as over plain HTTP.
   * @param {string} text
   */
  function writeByHand(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done;
  }

  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  document.querySelector(".foot")?.append(voice);

  /** @param {string} text */
  function say(text) {
    voice.textContent = "";
    requestAnimationFrame(() => (voice.textContent = text));
  }

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const step = /** @type {HTMLElement | null} */ (target.closest(".step"));
    if (step !== null) read(step);
    if (step !== null && target.closest(".copy") !== null) void copy(step);
    if (step !== null && target.closest(".watch") !== null)
      document.dispatchEvent(new CustomEvent("howtrue:play", { detail: step }));
    if (target.closest("button.help") !== null) help.showModal();
  });

  const STORE = "howtrue:keys";
  try {
    keys.checked = localStorage.getItem(STORE) !== "off";
  } catch {
    // A page that may not remember anything has its keys on.
  }
  keys.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, keys.checked ? "on" : "off");
    } catch {
      // As above.
    }
  });

  /** Those who type, and the player, have keys of their own. */
  const OTHERS = "input, textarea, select, dialog, .ap-wrapper";

  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
    if (ctrlKey || metaKey || altKey || isComposing || event.defaultPrevented) return;
    if (!(target instanceof Element) || target.closest(OTHERS) !== null || help.open) return;
    if (key === "?") help.showModal();
    else if (!keys.checked) return;
    else if (key === "j" || key === "n") go(1);
    else if (key === "k" || key === "p") go(-1);
    else if (key === "c" && reading !== undefined) void copy(reading);
    else if (key === " " && target.classList.contains("step"))
      document.dispatchEvent(new CustomEvent("howtrue:toggle", { detail: target }));
    else return;
    if (key !== " " || isRecorded) event.preventDefault();
  });

  // What scrolls sideways can be scrolled by keys.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight + 1;
      if (scrolls) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll("main pre, .scroll")) sizes.observe(box);

  // The section being read is the last one that begins above a third of the window.
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".contents a")]);
  const sections = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
    return heading === null ? [] : [{ link, heading }];
  });
  const headings = new IntersectionObserver(
    () => {
      const current = sections.findLast(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 3);
      for (const { link } of sections) {
        if (link === current?.link) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -66% 0px" },
  );
  for (const { heading } of sections) headings.observe(heading);
})();
