/**
 * Text of comma-separated values into records, each with the line it begins on. Pure. Quotes as
 * spreadsheets write them: a quoted cell may hold commas, line ends and doubled quotes.
 */
export type CsvRecord = Readonly<{
  /** From 1, as an editor counts. */
  line: number;
  cells: readonly string[];
}>;

/** A cell and what ends it; the sticky flag makes each match begin where the last one ended. */
const cellForm = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/** Blank lines are left out. A number: the line on which a quote goes wrong. */
export function parseCsv(text: string): readonly CsvRecord[] | number {
  const form = new RegExp(cellForm);
  const source = text.replace(/^\uFEFF/, '');
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let startsOn = 1;
  while (form.lastIndex < source.length || cells.length > 0) {
    const match = form.exec(source);
    if (match === null) return line;
    const [whole, quoted, plain = '', end = ''] = match;
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim());
    line += (whole.match(/\r\n|\n|\r/g) ?? []).length;
    if (end === ',') continue;
    if (cells.some((cell) => cell !== '')) records.push({ line: startsOn, cells });
    cells = [];
    startsOn = line;
  }
  return records;
}
