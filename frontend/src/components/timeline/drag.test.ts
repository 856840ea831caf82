import { expect, test } from 'vitest';
import { draggedTo, editOf, type Grab } from './drag.ts';
import { at } from './slice.fixture.ts';

const minuteMs = 60_000;
const grab: Grab = {
  grip: 'end',
  from: { startAt: at('09:00'), endAt: at('10:00') },
  now: at('12:00'),
  edges: [at('10:33')],
  magnetMs: 4 * minuteMs,
};

const rows: readonly (Partial<Grab> & { by: number; to: [string, string]; reason: string })[] = [
  { by: 17, to: ['09:00', '10:15'], reason: 'an edge keeps to five minutes' },
  { by: 31, to: ['09:00', '10:33'], reason: 'an edge that comes near another one touches it' },
  { by: 300, to: ['09:00', '12:00'], reason: 'nothing ends later than now' },
  { by: -90, to: ['09:00', '09:01'], reason: 'a minute is left' },
  { grip: 'start', by: -42, to: ['08:20', '10:00'], reason: 'the end stays' },
  { grip: 'start', by: 90, to: ['09:59', '10:00'], reason: 'a minute is left' },
  { grip: 'whole', by: 11, to: ['09:10', '10:10'], reason: 'the length stays' },
  { grip: 'whole', by: 34, to: ['09:33', '10:33'], reason: 'its end is pulled to the neighbour' },
  { grip: 'whole', by: 500, to: ['11:00', '12:00'], reason: 'it cannot be moved beyond now' },
];
test.each(rows)('$grip by $by minutes: $reason', ({ by, to: [startsAt, endsAt], ...changed }) => {
  expect(draggedTo({ ...grab, ...changed }, by * minuteMs)).toEqual({
    startAt: at(startsAt),
    endAt: at(endsAt),
  });
});

const running = { startAt: at('11:00'), endAt: null };

test('moves the start of what runs, and leaves it running', () => {
  const to = draggedTo({ ...grab, grip: 'start', from: running }, -30 * minuteMs);
  expect(to).toEqual({ startAt: at('10:33'), endAt: null });
  expect(editOf(running, to)).toEqual({ start: new Date(at('10:33')).toISOString() });
});

test('does not move what runs as a whole', () => {
  expect(draggedTo({ ...grab, grip: 'whole', from: running }, 30 * minuteMs)).toEqual(running);
});

test('asks for nothing where it was put back', () => {
  expect(editOf(grab.from, grab.from)).toBeNull();
});
