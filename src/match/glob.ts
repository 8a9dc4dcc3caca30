/**
 * A glob as a test of whole lines: `*` for any text, `?` for one character. Going back only to the last `*`, it takes time
 * of the product of both lengths at most.
 * @param escapes a backslash takes `*`, `?` and itself literally, as cram has it
 */
export function globTest(glob: string, escapes: boolean): (line: string) => boolean {
  const tokens = tokensOf(glob, escapes);
  return (line) => {
    const characters = Array.from(line);
    let [at, token] = [0, 0];
    let star: { at: number; token: number } | undefined;
    while (at < characters.length) {
      const want = tokens[token];
      if (want === ANY_TEXT) star = { at, token: ++token };
      else if (want === ANY_ONE || want === characters[at]) [at, token] = [at + 1, token + 1];
      else if (star === undefined) return false;
      else {
        star = { at: star.at + 1, token: star.token };
        ({ at, token } = star);
      }
    }
    while (tokens[token] === ANY_TEXT) token++;
    return token === tokens.length;
  };
}

const ANY_TEXT = Symbol("*");
const ANY_ONE = Symbol("?");

function tokensOf(glob: string, escapes: boolean): (string | symbol)[] {
  const tokens: (string | symbol)[] = [];
  const characters = Array.from(glob);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    const next = characters[at + 1];
    if (escapes && character === "\\" && next !== undefined && "*?\\".includes(next)) tokens.push(characters[++at]!);
    else if (character === "*") tokens.push(ANY_TEXT);
    else tokens.push(character === "?" ? ANY_ONE : character);
  }
  return tokens;
}
