/** Samples as tests write them down: hours of two nights, `21:30` and, past midnight, `31:00`. */
import fc from 'fast-check';
import { parseInstant } from '../time/instant.ts';
import type { Range } from '../time/range.ts';
import type { Sample, SampleKind, SleepStage } from './sample.ts';

const midnightAt = parseInstant('2026-11-05T00:00Z') ?? 0;
const minuteMs = 60_000;

/** Hours count on past 24. */
export function hour(text: string): number {
  const [hours = '', minutes = ''] = text.split(':');
  return midnightAt + (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

/** `22:00-23:30`, and `22:00-23:30 core` for a stage or a kind of workout. */
export function samplesOf(kind: SampleKind, sourceName: string | null, drawn: string): Sample[] {
  return drawn.split(', ').map((text): Sample => {
    const [range = '', what = null] = text.split(' ');
    const [start = '', end = ''] = range.split('-');
    return {
      kind,
      key: `${sourceName} ${text}`,
      startAt: hour(start),
      endAt: hour(end),
      sourceName,
      stage: kind === 'sleep' ? ((what ?? 'asleep') as SleepStage) : null,
      note: kind === 'sleep' ? null : what,
    };
  });
}

/** `22:00-31:00`, for each. */
export function drawn(ranges: readonly Range[]): string {
  return ranges.map(({ startAt, endAt }) => `${clock(startAt)}-${clock(endAt)}`).join(', ');
}

function clock(at: number): string {
  const minutes = Math.floor((at - midnightAt) / minuteMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const minute = fc.integer({ min: 0, max: 48 * 60 });

/** Of three sources, in minutes of two days, from minutes to half a night long. */
export const anySleep: fc.Arbitrary<Sample[]> = fc
  .array(
    fc.record({
      from: minute,
      minutes: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 300 })),
      sourceName: fc.constantFrom('watch', 'ring', null),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map(({ from, minutes, sourceName }, index) => ({
      kind: 'sleep',
      key: `sample ${index}`,
      startAt: midnightAt + from * minuteMs,
      endAt: midnightAt + (from + minutes) * minuteMs,
      sourceName,
      stage: 'asleep',
      note: null,
    })),
  );
