/** Files as people have them, and what is said about those that cannot be read. */
import { describe, expect, it } from 'vitest';
import { readHistory } from './history.ts';

const at = (clock: string) => Date.parse(`2026-06-08T${clock}Z`);
const older =
  'User,Email,Client,Project,Task,Description,Start date,Start time,End date,End time,Tags';
const newer = 'Description,Duration,Project,Start date,Start time,Stop date,Stop time,Tags';

function rowsOf(text: string, timeZone = 'UTC') {
  const read = readHistory(text, timeZone);
  return read.kind === 'ok' ? read.rows : read.line;
}

const from9 = '2026-06-08,09:00:00,2026-06-08,10:30:05';

const slice = {
  dimension: 'PRIMARY',
  category: 'Coding',
  start: '2026-06-08T09:00:00.000Z',
  end: '2026-06-08T10:00:00.000Z',
};
const one = {
  dimension: 'PRIMARY',
  category: 'Site: Menu',
  project: 'Site',
  mode: null,
  startAt: at('09:00:00'),
  endAt: at('10:30:05'),
};

describe('a history', () => {
  const good = [
    {
      reason: 'an older export of Toggl',
      text: `${older}\nMe,me@x,Client,Site,,Menu,${from9},\n`,
      rows: [one],
    },
    {
      reason: 'a newer one, with a mark of its encoding, quotes and another order of columns',
      text:
        `\uFEFF"Description"${newer.slice('Description'.length)}\r\n` +
        '"Menu",1:30:05,"Site",2026-06-08,09:00:00,2026-06-08,10:30:05,\r\n',
      rows: [one],
    },
    {
      reason: 'the first tag besides our own is the mode',
      text: `${newer}\nMenu,1:30:05,Site,${from9},"compass, deep-work"`,
      rows: [{ ...one, mode: 'deep-work' }],
    },
    {
      reason: 'a task stands in for a text that is not there',
      text: 'dt_start,dt_end,Project,Task\n2026-06-08 09:00:00,2026-06-08 10:30:05,Site,Menu',
      rows: [one],
    },
    {
      reason: 'commas, quotes and line ends in a text, and clocks with halves of a day',
      text: `${newer}\n"a, ""b""\nc",0:01:00,,2026-06-08,12:05 AM,2026-06-08,1:06:00 PM,`,
      rows: [
        {
          ...{ dimension: 'PRIMARY', category: 'a, "b" c', project: null, mode: null },
          startAt: at('00:05:00'),
          endAt: at('13:06:00'),
        },
      ],
    },
    {
      reason: 'neither project nor text',
      text: `${newer}\n,1:30:05,,${from9},`,
      rows: [{ ...one, category: '(no description)', project: null }],
    },
    {
      reason: 'our slices, any offset, one that runs, none of HEALTH',
      text: JSON.stringify([
        { ...slice, id: 'a', source: 'NFC', start: '2026-06-08T11:00:00+02:00' },
        { ...slice, dimension: 'SOCIAL', category: 'Call', end: null },
        { ...slice, source: 'HEALTH' },
      ]),
      rows: [
        {
          ...{ dimension: 'PRIMARY', category: 'Coding', project: null, mode: null },
          startAt: at('09:00:00'),
          endAt: at('10:00:00'),
        },
        {
          ...{ dimension: 'SOCIAL', category: 'Call', project: null, mode: null },
          startAt: at('09:00:00'),
          endAt: null,
        },
      ],
    },
  ];

  it.each(good)('is read: $reason', ({ text, rows }) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  it('has the clocks of its zone, across the change to summer time', () => {
    const text = `${newer}\nNight,4:00:00,,2026-03-29,01:30:00,2026-03-29,04:30:00,`;
    expect(rowsOf(text, 'Europe/Berlin')).toMatchObject([
      {
        startAt: Date.parse('2026-03-29T00:30:00Z'),
        endAt: Date.parse('2026-03-29T02:30:00Z'),
      },
    ]);
  });

  const entry = 'Menu,0:10:00,Site,2026-06-08,09:00:00,2026-06-08,09:10:00,';
  const bad = [
    { reason: 'other columns', text: 'a,b\n1,2', line: /^This is no history of Toggl\. Export/ },
    { reason: 'nothing at all', text: '', line: /^This is no history of Toggl\./ },
    { reason: 'no rows', text: newer, line: /^The file holds no tracked time\./ },
    {
      reason: 'an end before its start',
      text: `${newer}\n${entry}\nMenu,,,2026-06-08,09:00:00,2026-06-08,08:00:00,`,
      line: 'Row 3: it ends (2026-06-08 08:00:00) before it starts (2026-06-08 09:00:00).',
    },
    {
      reason: 'a date of another form, after a text of two lines',
      text:
        `${newer}\n${entry.replace('Menu', '"Me\nnu"')}\n` +
        'Menu,,,08/06/2026,09:00,2026-06-08,08:00,',
      line: 'Row 4: its start "08/06/2026 09:00" is not a time like 2026-06-08 09:03:49.',
    },
    {
      reason: 'a day that no calendar has',
      text: `${newer}\nMenu,,,2026-06-08,09:00,2026-06-31,09:00,`,
      line: 'Row 2: its end "2026-06-31 09:00" is not a time like 2026-06-08 09:03:49.',
    },
    {
      reason: 'a quote that is never closed',
      text: `${newer}\n${entry}\n"Menu,,`,
      line: 'Row 3: a quote is not closed, or text follows it.',
    },
    {
      reason: 'JSON that is cut off',
      text: '[{"dimension": "PRIMARY"',
      line: 'This JSON is no list of slices. Give what GET /api/files/export?format=json answers.',
    },
    {
      reason: 'JSON of something else',
      text: '{"slices": []}',
      line: 'This JSON is no list of slices. Give what GET /api/files/export?format=json answers.',
    },
    {
      reason: 'a slice without a dimension',
      text: JSON.stringify([slice, { ...slice, dimension: 'MAIN' }]),
      line: /^Row 2: dimension: /,
    },
    {
      reason: 'a slice that ends before it starts',
      text: JSON.stringify([{ ...slice, end: '2026-06-08T08:00:00Z' }]),
      line: /^Row 1: it ends \(2026-06-08T08:00:00\.000Z\) before it starts/,
    },
  ];

  it.each(bad)('is refused in one line: $reason', ({ text, line }) => {
    expect(rowsOf(text)).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
    expect(rowsOf(text)).not.toContain('\n');
  });
});
