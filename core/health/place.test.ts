/** A session among slices: what gives way, what keeps its time, and what comes back. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  clock,
  type History,
  idsFrom,
  sliceOf,
  slicesOf,
  told,
  write,
} from '../engine/history.fixture.ts';
import type { Slice, SliceChange } from '../engine/slice.ts';
import { spanOf } from '../engine/timeline.ts';
import { changesBetween } from '../engine/timelineChanges.ts';
import { overlaps } from '../time/range.ts';
import { placeSession } from './place.ts';
import type { Session } from './sample.ts';
import { madeBy, takeBack } from './takeBack.ts';

const context = { now: clock('23:00'), newId: idsFrom('health') };

function historyOf(slices: readonly Slice[]): History {
  return new Map(slices.map((slice) => [slice.id, slice]));
}

type Put = Readonly<{
  history: History;
  changes: readonly SliceChange[];
  ownIds: ReadonlySet<string>;
  inTheWay: readonly Slice[];
}>;

function put(history: History, session: Session): Put {
  const before = slicesOf(history, 'PRIMARY');
  const categoryId = session.kind;
  const placed = placeSession(before, session, { ...context, categoryId });
  const changes = changesBetween(before, placed.timeline, context.now);
  const ownIds = new Set(placed.own.map(({ id }) => id));
  return { history: write(history, changes), changes, ownIds, inTheWay: placed.inTheWay };
}

function night(startAt: string, endAt: string): Session {
  return { kind: 'sleep', startAt: clock(startAt), endAt: clock(endAt), note: null };
}

type Row = Readonly<{
  reason: string;
  there: readonly Partial<Slice>[];
  session: Session;
  after: string;
}>;

const film = { id: 'film', categoryId: 'film', startAt: clock('01:00'), endAt: clock('09:00') };
const workout = { kind: 'workout', note: 'Running' } as const;

test.each<Row>([
  {
    reason: 'what runs as a night begins ends there',
    there: [{ ...film, endAt: null }],
    session: night('02:00', '08:00'),
    after: 'film 01:00-02:00 | sleep 02:00-08:00',
  },
  {
    reason: 'what was stopped in the morning was forgotten all the same',
    there: [film],
    session: night('02:00', '08:00'),
    after: 'film 01:00-02:00 | sleep 02:00-08:00',
  },
  {
    reason: 'what runs through a nap goes on after it',
    there: [{ ...film, endAt: null }],
    session: night('02:00', '02:40'),
    after: 'film 01:00-02:00 | sleep 02:00-02:40 | film 02:40-',
  },
  {
    reason: 'what runs through a workout goes on after it',
    there: [film],
    session: { ...workout, startAt: clock('02:00'), endAt: clock('07:00') },
    after: 'film 01:00-02:00 | workout 02:00-07:00 | film 07:00-09:00',
  },
  {
    reason: 'what began in the night says that somebody was awake',
    there: [{ ...film, startAt: clock('04:00'), endAt: clock('05:00') }],
    session: night('02:00', '08:00'),
    after: 'sleep 02:00-04:00 | film 04:00-05:00 | sleep 05:00-08:00',
  },
  {
    reason: 'what began before the alarm ends the night',
    there: [{ ...film, startAt: clock('07:30') }],
    session: night('02:00', '08:00'),
    after: 'sleep 02:00-07:30 | film 07:30-09:00',
  },
  {
    reason: 'what is locked keeps its time, and the rest goes in',
    there: [{ ...film, endAt: clock('03:00'), isLocked: true }],
    session: night('02:00', '08:00'),
    after: 'film 01:00-03:00 | sleep 03:00-08:00',
  },
  {
    reason: 'sleep that was told by hand gives way where it was measured',
    there: [{ ...film, categoryId: 'sleep', endAt: null }],
    session: night('02:00', '08:00'),
    after: 'sleep 01:00-02:00 | sleep 02:00-08:00 | sleep 08:00-',
  },
  {
    reason: 'sleep that was told by hand in the midst of it is measured now',
    there: [{ ...film, categoryId: 'sleep', startAt: clock('03:00'), endAt: clock('04:00') }],
    session: night('02:00', '08:00'),
    after: 'sleep 02:00-08:00',
  },
])('$reason', ({ there, session, after }) => {
  const { history } = put(historyOf(there.map(sliceOf)), session);
  expect(told(history.values())).toBe(after);
});

it('names what kept its time', () => {
  const there = historyOf([sliceOf({ ...film, isLocked: true })]);
  const { inTheWay, ownIds } = put(there, night('02:00', '08:00'));
  expect(inTheWay.map(({ id }) => id)).toEqual(['film']);
  expect(ownIds.size).toBe(0);
});

it('locks sleep and not a workout, and notes what a sample tells', () => {
  const slept = put(new Map(), night('02:00', '08:00'));
  const ran = put(slept.history, { ...workout, startAt: clock('09:00'), endAt: clock('10:00') });
  expect([...ran.history.values()]).toMatchObject([
    { source: 'HEALTH', isLocked: true, note: null },
    { source: 'HEALTH', isLocked: false, note: 'Running' },
  ]);
});

describe('a session that is taken back', () => {
  function back(history: History, { changes, ownIds }: Put): string {
    const taken = takeBack(slicesOf(history, 'PRIMARY'), madeBy(changes, ownIds));
    return taken.kind === 'edited' ? 'edited' : told(taken.timeline);
  }
  const running = historyOf([sliceOf({ ...film, endAt: null })]);

  it('gives back what it took', () => {
    const made = put(running, night('02:00', '08:00'));
    expect(back(made.history, made)).toBe('film 01:00-');
  });

  it('gives back what is still free', () => {
    const made = put(running, night('02:00', '08:00'));
    const call = sliceOf({ id: 'call', categoryId: 'call', startAt: clock('08:30'), endAt: null });
    const history = write(made.history, [{ kind: 'insert', after: call }]);
    expect(back(history, made)).toBe('film 01:00-08:30 | call 08:30-');
  });

  it('leaves alone what somebody changed since', () => {
    const made = put(running, night('02:00', '08:00'));
    const cut = made.history.get('film') ?? sliceOf();
    const shorter = { ...cut, endAt: clock('01:30') };
    const history = write(made.history, [{ kind: 'update', before: cut, after: shorter }]);
    expect(back(history, made)).toBe('film 01:00-01:30');
  });

  it('stays where somebody changed the night itself', () => {
    const made = put(running, night('02:00', '08:00'));
    const [own = ''] = made.ownIds;
    const slept = made.history.get(own) ?? sliceOf();
    const unlocked = { ...slept, isLocked: false };
    const history = write(made.history, [{ kind: 'update', before: slept, after: unlocked }]);
    expect(back(history, made)).toBe('edited');
    expect(back(write(history, [{ kind: 'delete', before: unlocked }]), made)).toBe('edited');
  });

  it('goes back over all the times it was told anew', () => {
    const first = put(running, night('02:00', '06:00'));
    const taken = takeBack(slicesOf(first.history, 'PRIMARY'), madeBy(first.changes, first.ownIds));
    if (taken.kind === 'edited') throw new Error('nobody edited it');
    const placing = { ...context, categoryId: 'sleep' };
    const again = placeSession(taken.timeline, night('02:30', '08:00'), placing);
    const changes = changesBetween(slicesOf(first.history, 'PRIMARY'), again.timeline, context.now);
    const history = write(first.history, changes);
    expect(told(history.values())).toBe('film 01:00-02:30 | sleep 02:30-08:00');
    const both = [...first.changes, ...changes];
    const ownIds = new Set(again.own.map(({ id }) => id));
    expect(back(history, { ...first, changes: both, ownIds })).toBe('film 01:00-');
  });
});

const quarterSeconds = (from: number, to: number) =>
  fc.integer({ min: from * 4, max: to * 4 }).map((n) => clock('00:00') + n * 250);

/** Slices one after the other with and without gaps, some locked, the last one may run. */
const anyHistory = fc
  .tuple(
    fc.uniqueArray(quarterSeconds(0, 20_000), { maxLength: 12 }),
    fc.infiniteStream(fc.nat(99)),
  )
  .map(([times, dice]) => {
    const sorted = times.toSorted((a, b) => a - b);
    const slices = sorted.flatMap((startAt, index): Slice[] => {
      const nextAt = sorted[index + 1];
      const [cast = 0, kind = 0] = [dice.next().value, dice.next().value];
      const before = sorted[index - 1];
      if (
        cast < 25 ||
        (before !== undefined && Math.floor(before / 1000) === Math.floor(startAt / 1000))
      )
        return [];
      const categoryId = kind < 20 ? 'sleep' : `category ${kind % 3}`;
      const endAt = nextAt ?? (cast < 60 ? null : startAt + 5_000_000);
      return [sliceOf({ id: `s${index}`, categoryId, startAt, endAt, isLocked: cast > 85 })];
    });
    return historyOf(slices);
  });

const anySession = fc
  .tuple(quarterSeconds(0, 20_000), quarterSeconds(1, 15_000), fc.constantFrom('sleep', 'workout'))
  .map(([startAt, length, kind]): Session => {
    const endAt = startAt + length - clock('00:00');
    return { kind: kind as Session['kind'], startAt, endAt, note: null };
  });

describe('wherever a session is put', () => {
  const around = fc.tuple(anyHistory, anySession);

  it('nothing overlaps, and it can be written row by row', () => {
    fc.assert(
      fc.property(around, ([history, session]) => {
        const slices = slicesOf(put(history, session).history, 'PRIMARY');
        for (const [index, slice] of slices.entries()) {
          const next = slices[index + 1];
          expect(spanOf(slice).endAt).toBeGreaterThanOrEqual(slice.startAt);
          if (next !== undefined) expect(overlaps(spanOf(slice), spanOf(next))).toBe(false);
        }
      }),
    );
  });

  it('what is locked, and what lies outside, is as it was', () => {
    fc.assert(
      fc.property(around, ([history, session]) => {
        const after = put(history, session).history;
        for (const slice of history.values()) {
          const reach = { startAt: session.startAt - 1000, endAt: session.endAt + 2000 };
          const isFar = !overlaps(spanOf(slice), reach);
          if (slice.isLocked || isFar) expect(after.get(slice.id)).toEqual(slice);
        }
      }),
    );
  });

  it('taken back at once, it has never been there', () => {
    fc.assert(
      fc.property(around, ([history, session]) => {
        const made = put(history, session);
        const now = slicesOf(made.history, 'PRIMARY');
        const taken = takeBack(now, madeBy(made.changes, made.ownIds));
        if (taken.kind === 'edited') throw new Error('nobody edited it');
        const restored = write(made.history, changesBetween(now, taken.timeline, context.now));
        expect(told(restored.values())).toBe(told(history.values()));
      }),
    );
  });

  it('put twice, it changes nothing the second time', () => {
    fc.assert(
      fc.property(around, ([history, session]) => {
        const once = put(history, session);
        const now = slicesOf(once.history, 'PRIMARY');
        const taken = takeBack(now, madeBy(once.changes, once.ownIds));
        if (taken.kind === 'edited') throw new Error('nobody edited it');
        const placing = { ...context, categoryId: session.kind };
        const again = placeSession(taken.timeline, session, placing);
        expect(told(again.timeline)).toBe(told(now));
      }),
    );
  });
});
