/**
 * Cuts a CSV that arrives in pieces into its records.
 *
 * Invariant: one broken line costs itself alone. A quote that is never closed would swallow what
 * follows up to the next quote; so when a record of several lines turns out broken, only its first
 * line counts as broken and the others are read again. That is why no library reads it: those we
 * tried lose the lines behind a broken one. No record is longer than `mostLines`.
 */
export type CsvRecord = Readonly<{ kind: 'record'; line: number; cells: readonly string[] }>;
type CsvPiece = CsvRecord | Readonly<{ kind: 'broken'; line: number }>;

type CsvCutter = Readonly<{
  push(text: string): CsvPiece[];
  /** What has no line end, or no closing quote. */
  end(): CsvPiece[];
}>;

/** More lines than a text of a time entry has. */
const mostLines = 200;
const longestLine = 200_000;

type Line = Readonly<{ number: number; text: string }>;

export function createCsvCutter(): CsvCutter {
  /** The beginning of a line whose end has not come. */
  let rest = '';
  let number = 0;
  /** Lines of a record whose quote is open. */
  let held: Line[] = [];
  let hasOpenQuote = false;

  function take(line: Line, pieces: CsvPiece[]): void {
    held.push(line);
    if (countQuotes(line.text) % 2 === 1) hasOpenQuote = !hasOpenQuote;
    if (!hasOpenQuote) finish(pieces);
    else if (held.length >= mostLines) giveUpFirst(pieces);
  }

  function finish(pieces: CsvPiece[]): void {
    const [first] = held;
    if (first === undefined) return;
    const text = held.map((line) => line.text).join('\n');
    const cells = text.trim() === '' ? [] : cellsOf(text.replace(/\r$/, ''));
    if (cells === null) {
      giveUpFirst(pieces);
      return;
    }
    if (cells.length > 0) pieces.push({ kind: 'record', line: first.number, cells });
    held = [];
  }

  function giveUpFirst(pieces: CsvPiece[]): void {
    const [first, ...again] = held;
    held = [];
    hasOpenQuote = false;
    if (first !== undefined) pieces.push({ kind: 'broken', line: first.number });
    for (const line of again) take(line, pieces);
  }

  function push(text: string): CsvPiece[] {
    const pieces: CsvPiece[] = [];
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) {
      lines.push(`"${rest}`);
      rest = '';
    }
    for (const line of lines) {
      number += 1;
      take({ number, text: number === 1 ? withoutMark(line) : line }, pieces);
    }
    return pieces;
  }

  return {
    push,
    end: () => {
      const pieces = push('\n');
      while (held.length > 0) giveUpFirst(pieces);
      return pieces;
    },
  };
}

/** Some programs begin a file with the mark of its encoding. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function countQuotes(text: string): number {
  let count = 0;
  for (let i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i + 1)) count += 1;
  return count;
}

const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/gy;

/** null where a quote stands inside a cell that has none around it, or text behind a quote. */
function cellsOf(text: string): string[] | null {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (;;) {
    const found = cell.exec(text);
    if (found === null) return null;
    const [, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return cells;
  }
}
