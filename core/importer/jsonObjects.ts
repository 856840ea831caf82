/**
 * Cuts a text that arrives in pieces into its outermost objects: an array of them, one on each
 * line, or written wide over many lines, all alike.
 *
 * Invariant: it holds one object at most, and none longer than `longestObject`: a bracket that is
 * never closed costs no memory, and what follows the next line that begins an object is read.
 */
export type JsonPiece =
  | Readonly<{ kind: 'object'; line: number; text: string }>
  | Readonly<{ kind: 'broken'; line: number }>;

const longestObject = 200_000;

type JsonCutter = Readonly<{
  push(text: string): JsonPiece[];
  /** What is left at the end of the file is an object that was never closed. */
  end(): JsonPiece[];
}>;

export function createJsonCutter(): JsonCutter {
  let line = 1;
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let begunLine = 1;
  /** Of the object that is open, what came in pieces before this one. */
  let held = '';
  let from = 0;
  let pieces: JsonPiece[] = [];

  function giveUp(): void {
    pieces.push({ kind: 'broken', line: begunLine });
    [depth, isInText, held] = [0, false, ''];
  }

  function inText(sign: string): void {
    if (isEscaped) isEscaped = false;
    else if (sign === '\\') isEscaped = true;
    else if (sign === '"') isInText = false;
    // JSON writes a line end in a text as \n: a real one says that a quote was never closed.
    else if (sign === '\n') giveUp();
  }

  function open(index: number): void {
    if (depth === 0) [begunLine, held, from] = [line, '', index];
    depth += 1;
  }

  function close(text: string, index: number): void {
    depth -= 1;
    if (depth > 0) return;
    pieces.push({ kind: 'object', line: begunLine, text: held + text.slice(from, index + 1) });
    held = '';
  }

  function outside(text: string, index: number): void {
    const sign = text[index];
    if (sign === '{') open(index);
    else if (depth === 0) return;
    else if (sign === '}') close(text, index);
    else if (sign === '"') isInText = true;
  }

  function push(text: string): JsonPiece[] {
    pieces = [];
    from = 0;
    // A backslash escapes whatever follows, so inside a text each sign counts.
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i] ?? '';
      if (isInText) inText(sign);
      else outside(text, i);
      if (sign === '\n') line += 1;
    }
    if (depth > 0) held += text.slice(from);
    if (held.length > longestObject) giveUp();
    return pieces;
  }

  return {
    push,
    end: () => (depth > 0 ? [{ kind: 'broken', line: begunLine }] : []),
  };
}
