// Finds howtos by their text. Without it the list is whole.
(() => {
  // None where there is nothing to choose from.
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#index\\:filter"));
  if (field === null) return;
  const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".entry")]);
  const count = /** @type {HTMLElement} */ (document.querySelector(".count"));
  const all = count.textContent;

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const text = entry.textContent?.toLowerCase() ?? "";
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) shown++;
    }
    count.textContent = words.length === 0 ? all : `${shown} of ${entries.length}`;
  };
  field.addEventListener("input", filter);
  filter();
})();
