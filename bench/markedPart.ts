/**
 * Parts of docs/bench.md that different programs write: each between marks of its own, so that
 * one of them leaves what the others measured.
 */
const marksOf = (name: string) => [`<!-- ${name} -->`, `<!-- end of ${name} -->`] as const;

/** With its marks; empty where there is none. */
export function markedPart(text: string, name: string): string {
  const [from, to] = marksOf(name);
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  return start === -1 || end === -1 ? '' : text.slice(start, end + to.length);
}

/** Put in the place of the part there is, else at the end. */
export function withMarkedPart(text: string, name: string, part: string): string {
  const [from, to] = marksOf(name);
  const marked = `${from}\n${part.trim()}\n${to}`;
  const former = markedPart(text, name);
  return former === '' ? `${text.trimEnd()}\n\n${marked}\n` : text.replace(former, () => marked);
}
