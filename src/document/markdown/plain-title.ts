/** `code` that neither begins nor ends with a blank or a backtick. */
const CODE = /(?<!`)`([^`\s](?:[^`]*[^`\s])?)`(?!`)/g;
const LINK = /(?<![!\]\\])\[([\p{L}\p{N} .,:-]+)\]\([^\s()<>\\`*[\]&"']+\)/gu;
/** Emphasis that stands between blanks and holds nothing but text. */
const EMPHASIS = /(?<!\S)(\*\*|\*|__|_)([\p{L}\p{N}](?:[^*_`[\]\\<&!]*[\p{L}\p{N}])?)\1(?!\S)/gu;
/** What may be markup; underscores within words are none. */
const MARKUP = /[\\`*[\]<&]|(?<!\w)_|_(?!\w)/;

/** What readers see of a title with none but the plainest markup; undefined where it takes a parser to tell. */
export function plainTitle(title: string): string | undefined {
  if (title.includes("`")) return MARKUP.test(title.replaceAll(CODE, "")) ? undefined : title.replaceAll("`", "");
  const text = title.replaceAll(LINK, "$1").replaceAll(EMPHASIS, "$2");
  return MARKUP.test(text) ? undefined : text;
}
