/** Days for the close: slices of all dimensions in a row, and signs anywhere. */
import fc from 'fast-check';
import { clock, idsFrom, sliceOf } from '../engine/history.fixture.ts';
import { type Dimension, dimensions, type Slice } from '../engine/slice.ts';
import type { ClosedDay } from './closeItem.ts';
import type { CloseContext } from './decideClose.ts';
import { type Sign, signKinds } from './proposedEnd.ts';

const minuteMs = 60_000;
export const now = clock('22:00');

const range = { startAt: clock('00:00'), endAt: now };

export function contextOf({ timeline, imported }: Pick<ClosedDay, 'timeline' | 'imported'>) {
  const context: CloseContext = {
    range,
    timeline,
    imported,
    now,
    newId: idsFrom('new'),
    source: 'MANUAL',
    nameOf: ({ id }) => id,
    textOf: ({ startAt, endAt }) => `${startAt} to ${endAt}`,
  };
  return context;
}

type Stretch = Readonly<{
  freeMinutes: number;
  minutes: number;
  categoryId: string;
  isLocked: boolean;
  source: Slice['source'];
}>;

const stretch: fc.Arbitrary<Stretch> = fc.record({
  freeMinutes: fc.constantFrom(0, 0, 1, 5, 40, 200),
  minutes: fc.integer({ min: 0, max: 500 }),
  categoryId: fc.constantFrom('coding', 'mail'),
  isLocked: fc.constantFrom(false, false, false, true),
  source: fc.constantFrom<Slice['source']>('MANUAL', 'NFC', 'FOCUS', 'HEALTH', 'IMPORT'),
});

/** From the evening before; what reaches past now runs instead. */
function lineOf(dimension: Dimension, stretches: readonly Stretch[]): Slice[] {
  let at = clock('00:00') - 300 * minuteMs;
  const line: Slice[] = [];
  for (const [i, { freeMinutes, minutes, ...fields }] of stretches.entries()) {
    const startAt = at + freeMinutes * minuteMs;
    if (startAt >= now) break;
    const endAt = startAt + minutes * minuteMs;
    line.push(
      sliceOf({
        ...fields,
        id: `${dimension}${i}`,
        dimension,
        startAt,
        endAt: endAt > now ? null : endAt,
      }),
    );
    // No two begin in one second.
    at = Math.max(endAt, startAt + 1000);
  }
  return line;
}

const sign: fc.Arbitrary<Sign> = fc.record({
  kind: fc.constantFrom(...signKinds),
  at: fc.integer({ min: -300, max: 1320 }).map((minute) => clock('00:00') + minute * minuteMs),
  name: fc.constantFrom('Work Focus', 'Desk'),
  dimension: fc.constantFrom(null, ...dimensions),
});

export const anyDay: fc.Arbitrary<ClosedDay> = fc
  .record({
    primary: fc.array(stretch, { maxLength: 9 }),
    mode: fc.array(stretch, { maxLength: 5 }),
    signs: fc.array(sign, { maxLength: 12 }),
    maximumMinutes: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ primary, mode, signs, maximumMinutes }) => ({
    range,
    now,
    timeline: [...lineOf('PRIMARY', primary), ...lineOf('WORK_MODE', mode)].sort(
      (a, b) => a.startAt - b.startAt,
    ),
    imported: [],
    signs,
    accepted: [],
    maximumMsOf: () => maximumMinutes * minuteMs,
  }));
