/** What this room says of text that may be a transcript and is not read as one. */
export const STRAY = {
  code: "stray-annotation",
  what: "no code block follows this annotation",
  hint: "put it on a line of its own right before the code block it is for",
};

export const HIDDEN = {
  code: "hidden-fence",
  what: "this code fence stands inside HTML, so it is no code block: nothing in it is run",
  hint: "put a blank line behind the HTML above it",
};

export const TOO_DEEP = {
  code: "too-deep",
  what: "the markup is nested too deep: what is inside is not read",
  hint: "nest it less",
};
