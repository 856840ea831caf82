import { describe, expect, it } from 'vitest';
import type { Row } from './row.ts';
import { type Tap, tapsOf } from './taps.ts';

const at = (clock: string) => Date.parse(`2026-06-08T${clock}Z`);

function row(start: string, end: string | null, more: Partial<Row> = {}): Row {
  return {
    dimension: 'PRIMARY',
    category: 'A',
    project: null,
    mode: null,
    startAt: at(start),
    endAt: end === null ? null : at(end),
    ...more,
  };
}

function line(tap: Tap): string {
  const clock = new Date(tap.at).toISOString().slice(11, 19);
  return tap.kind === 'start'
    ? `${clock} start ${tap.starts.map(({ category }) => category).join(' + ')}`
    : `${clock} stop ${tap.dimensions.join(' + ')}`;
}

describe('the taps for a history', () => {
  const cases = [
    {
      reason: 'a row is started and stopped',
      rows: [row('09:00:00', '10:00:00')],
      taps: ['09:00:00 start A', '10:00:00 stop PRIMARY'],
    },
    {
      reason: 'a row that begins within a second of the last one’s end is a switch',
      rows: [row('10:00:01', '11:00:00', { category: 'B' }), row('09:00:00', '10:00:00')],
      taps: ['09:00:00 start A', '10:00:01 start B', '11:00:00 stop PRIMARY'],
    },
    {
      reason: 'a longer gap is a stop and a start',
      rows: [row('09:00:00', '10:00:00'), row('10:00:02', '11:00:00')],
      taps: [
        '09:00:00 start A',
        '10:00:00 stop PRIMARY',
        '10:00:02 start A',
        '11:00:00 stop PRIMARY',
      ],
    },
    {
      reason: 'a row that begins before the last one ended ends that one',
      rows: [row('09:00:00', '12:00:00'), row('10:00:00', '11:00:00', { category: 'B' })],
      taps: ['09:00:00 start A', '10:00:00 start B', '11:00:00 stop PRIMARY'],
    },
    {
      reason: 'a mode is one command with its row, and over before the next row is sent',
      rows: [
        row('09:00:00', '10:00:00', { mode: 'deep' }),
        row('10:00:00', '11:00:00', { category: 'B' }),
      ],
      taps: [
        '09:00:00 start A + deep',
        '10:00:00 stop WORK_MODE',
        '10:00:00 start B',
        '11:00:00 stop PRIMARY',
      ],
    },
    {
      reason: 'dimensions are played by themselves',
      rows: [
        row('09:00:00', '10:00:00'),
        row('09:30:00', '10:30:00', { dimension: 'SOCIAL', category: 'Call' }),
      ],
      taps: [
        '09:00:00 start A',
        '09:30:00 start Call',
        '10:00:00 stop PRIMARY',
        '10:30:00 stop SOCIAL',
      ],
    },
    {
      reason: 'what still runs is not stopped, and what has no length is no tap',
      rows: [row('09:00:00', '09:00:00', { category: 'B' }), row('09:30:00', null)],
      taps: ['09:30:00 start A'],
    },
  ];

  it.each(cases)('are right where $reason', ({ rows, taps }) => {
    expect(tapsOf(rows).map(line)).toEqual(taps);
  });

  it('are none for no rows', () => {
    expect(tapsOf([])).toEqual([]);
  });
});
