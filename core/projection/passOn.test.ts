import { describe, expect, test } from 'vitest';
import type { Link } from './link.ts';
import { type PassOnItem, passOn } from './passOn.ts';
import { linkedTo, linkOf, lost } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const shown = linkedTo(1, fieldsWith({ startSecond: 1000 }));
const unsent = linkOf('b');
const earlier = {
  attemptedAt: 0,
  fields: fieldsWith(),
  number: 1,
  firstAttemptedAt: 0,
  mayRun: true,
  isOvertaken: false,
};
const refused = { kind: 'parked', reason: 'no', desired: null, earlier: null } as const;
const gone = (link: Link): PassOnItem => ({ link, startSecond: null });
const startsAt = (startSecond: number, link: Link): PassOnItem => ({ link, startSecond });

function told(items: readonly PassOnItem[]): readonly string[] {
  return passOn(items).map(({ from, to }) => `${from.sliceId} to ${to.sliceId}`);
}

describe('an entry passes on', () => {
  test.each<{ reason: string; items: readonly PassOnItem[]; passed: readonly string[] }>([
    {
      reason: 'to the slice that took the second of its own',
      items: [gone(shown), startsAt(1000, unsent)],
      passed: ['a to b'],
    },
    {
      reason: 'also while its create is in doubt',
      items: [gone(linkOf('a', { state: lost(fieldsWith(), 0) })), startsAt(1000, unsent)],
      passed: ['a to b'],
    },
    {
      reason: 'also while its create is on its way',
      items: [
        gone(linkOf('a', { state: { kind: 'pending', attempt: earlier } })),
        startsAt(1000, unsent),
      ],
      passed: ['a to b'],
    },
    {
      reason: 'to nobody while its slice stands',
      items: [startsAt(1000, shown), startsAt(1000, unsent)],
      passed: [],
    },
    {
      reason: 'to nobody who starts in another second',
      items: [gone(shown), startsAt(1001, unsent)],
      passed: [],
    },
    {
      reason: 'to nobody who has an entry',
      items: [gone(shown), startsAt(1000, { ...shown, sliceId: 'b', entryId: 2 })],
      passed: [],
    },
    {
      reason: 'to nobody whose create was sent before',
      items: [gone(shown), startsAt(1000, linkOf('b', { state: lost(fieldsWith(), 0) }))],
      passed: [],
    },
    {
      reason: 'to nobody whose create was refused',
      items: [gone(shown), startsAt(1000, linkOf('b', { state: refused }))],
      passed: [],
    },
    {
      reason: 'to nobody whose create was looked up and not found, for it may yet arrive',
      items: [gone(shown), startsAt(1000, linkOf('b', { state: { kind: 'wanted', earlier } }))],
      passed: [],
    },
    {
      reason: 'not when a human deleted it',
      items: [gone({ ...shown, state: { kind: 'gone' } }), startsAt(1000, unsent)],
      passed: [],
    },
    {
      reason: 'not when it was never sent',
      items: [gone(linkOf('a')), startsAt(1000, unsent)],
      passed: [],
    },
    {
      reason: 'once, where two would leave theirs to one',
      items: [gone(shown), gone({ ...shown, sliceId: 'c', entryId: 3 }), startsAt(1000, unsent)],
      passed: ['a to b'],
    },
  ])('$reason', ({ items, passed }) => {
    expect(told(items)).toEqual(passed);
  });

  test('with all that is known of it', () => {
    const [passed] = passOn([gone({ ...shown, held: ['stop'] }), startsAt(1000, unsent)]);
    expect(passed?.to).toEqual({ ...shown, held: ['stop'], sliceId: 'b' });
  });
});
