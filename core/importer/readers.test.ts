/** How the texts of files are cut and read, whatever the pieces they arrive in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCsvCutter } from './csvRecords.ts';
import { withoutPrefix, withPrefix } from './formula.ts';
import { createJsonCutter } from './jsonObjects.ts';
import { jsonSlice } from './jsonSlice.ts';
import { timewarriorLine } from './timewarrior.ts';

type Cutter<Piece> = Readonly<{ push(text: string): Piece[]; end(): Piece[] }>;

function cut<Piece>(cutter: Cutter<Piece>, text: string, pieceLength = text.length + 1): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < text.length; i += pieceLength) {
    pieces.push(...cutter.push(text.slice(i, i + pieceLength)));
  }
  return [...pieces, ...cutter.end()];
}

describe('a CSV', () => {
  const rows: { reason: string; text: string; pieces: (string[] | 'broken')[] }[] = [
    {
      reason: 'ends with or without a line end',
      text: 'a,b\nc,d',
      pieces: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
    {
      reason: 'may have marks and carriage returns',
      text: '\uFEFFa,b\r\n\r\nc,\r\n',
      pieces: [
        ['a', 'b'],
        ['c', ''],
      ],
    },
    {
      reason: 'holds quotes and line ends',
      text: '"a ""b""","c\nd"\n',
      pieces: [['a "b"', 'c\nd']],
    },
    {
      reason: 'loses a line with text behind a quote',
      text: '"a" b,c\nd\n',
      pieces: ['broken', ['d']],
    },
    {
      reason: 'loses a line with a quote in a cell',
      text: 'a"b,c\nd\ne"f\ng\n',
      pieces: ['broken', ['d'], 'broken', ['g']],
    },
    {
      reason: 'loses a line whose quote is never closed',
      text: 'a,"b\nc\nd',
      pieces: ['broken', ['c'], ['d']],
    },
    {
      reason: 'reads on after one in front of quoted line ends',
      text: '"a,1\n2,"b\nc",3\n',
      pieces: ['broken', ['2', 'b\nc', '3']],
    },
  ];
  test.each(rows)('$reason', ({ text, pieces }) => {
    const found = cut(createCsvCutter(), text);
    expect(found.map((piece) => (piece.kind === 'record' ? piece.cells : 'broken'))).toEqual(
      pieces,
    );
  });

  test('tells the line that each record begins with', () => {
    const found = cut(createCsvCutter(), 'a\n"b\nc"\n\n"d\ne\n');
    expect(found.map(({ kind, line }) => [kind, line])).toEqual([
      ['record', 1],
      ['record', 2],
      ['broken', 5],
      ['record', 6],
    ]);
  });

  test('gives up a quote that is open for too long, and holds no more than that', () => {
    const found = cut(createCsvCutter(), `"open\n${'x\n'.repeat(1000)}`, 64);
    expect(found.filter(({ kind }) => kind === 'record')).toHaveLength(1000);
  });

  const anyCell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', "'", '=', ' ') });
  test('reads what was written, in pieces of any length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (records, pieceLength) => {
          const quoted = (cell: string) => `"${withPrefix(cell).replaceAll('"', '""')}"`;
          const text = records.map((record) => `${record.map(quoted).join(',')}\n`).join('');
          const found = cut(createCsvCutter(), text, pieceLength);
          const cells = found.map((piece) => (piece.kind === 'record' ? piece.cells : []));
          expect(cells.map((record) => record.map(withoutPrefix))).toEqual(records);
        },
      ),
    );
  });
});

test('no cell that is written begins like a formula', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\n', '＝', 'a') }),
      (text) => {
        expect(withPrefix(text)).not.toMatch(/^[=+\-@\t\r\n＝]/);
        expect(withoutPrefix(withPrefix(text))).toBe(text);
      },
    ),
  );
});

describe('JSON', () => {
  const one = { a: 'x "y" {', b: [{ c: '}' }, '\\'], d: null };
  test('is cut into its objects, however they are laid out', () => {
    const texts = [
      JSON.stringify([one, one]),
      `${JSON.stringify(one)}\n${JSON.stringify(one)}\n`,
      JSON.stringify([one, one], null, 2),
    ];
    for (const text of texts) {
      for (const length of [1, 2, 7, 1000]) {
        const found = cut(createJsonCutter(), text, length);
        const objects = found.map((piece) => piece.kind === 'object' && JSON.parse(piece.text));
        expect(objects).toEqual([one, one]);
      }
    }
  });

  test.each([
    {
      reason: 'a quote that is not closed',
      text: '{"a": "b\n{"c": 1}',
      told: ['broken 1', 'object 2'],
    },
    {
      reason: 'a bracket that is not closed',
      text: '{"c": 1}\n{"a": 1',
      told: ['object 1', 'broken 2'],
    },
    { reason: 'what is no object', text: '[1, "x", null]', told: [] },
  ])('tells $reason', ({ text, told }) => {
    const found = cut(createJsonCutter(), text, 3);
    expect(found.map(({ kind, line }) => `${kind} ${line}`)).toEqual(told);
  });

  test('holds no object that is longer than a slice can be', () => {
    const found = cut(createJsonCutter(), `{"a": "${'x'.repeat(500_000)}`, 1000);
    expect(found.map(({ kind }) => kind)).toEqual(['broken']);
  });
});

describe('a slice of our own export', () => {
  const now = Date.parse('2026-11-05T12:00:00Z');
  const good = {
    dimension: 'SOCIAL',
    category: 'Call',
    start: '2026-11-05T09:00:00.250Z',
    end: '2026-11-05T10:00:00+0000',
  };
  test.each([
    { reason: 'as it is', json: good, told: 'Call' },
    { reason: 'what runs', json: { ...good, end: null }, told: 'It still ran' },
    { reason: 'no end', json: { ...good, end: undefined }, told: 'Its end' },
    {
      reason: 'a start without offset',
      json: { ...good, start: '2026-11-05T09:00' },
      told: 'Its start',
    },
    { reason: 'an unknown dimension', json: { ...good, dimension: 'X' }, told: 'Its dimension' },
    { reason: 'no category', json: { ...good, category: 7 }, told: 'It has no category' },
    {
      reason: 'the future',
      json: { ...good, end: '2026-11-05T12:00:01Z' },
      told: 'It ends in the future',
    },
    { reason: 'a text', json: 'x', told: 'This is no slice' },
  ])('is read, or told why not: $reason', ({ json, told }) => {
    const row = jsonSlice(1, json, now);
    expect(row.kind === 'bad' ? row.reason : row.kind === 'slice' && row.slice.category).toMatch(
      told,
    );
  });
});

test.each([
  { line: 'inc 20261105T080000Z - 20261105T090000Z # a', category: 'a', note: null },
  { line: 'inc 20261105T080000Z - 20261105T090000Z # "a b" c', category: 'a b, c', note: null },
  {
    line: 'inc 20261105T080000Z - 20261105T090000Z # "a \\"b\\"" # x # y',
    category: 'a "b"',
    note: 'x # y',
  },
  {
    line: 'inc 20261105T080000Z - 20261105T090000Z # # "only a note"',
    category: '(no description)',
    note: 'only a note',
  },
  { line: 'inc 20261105T080000Z - 20261105T090000Z', category: '(no description)', note: null },
])('a line of Timewarrior is read: $line', ({ line, category, note }) => {
  const row = timewarriorLine(1, line, Date.parse('2026-11-06T00:00:00Z'));
  expect(row).toMatchObject({ kind: 'slice', slice: { category, note } });
});
