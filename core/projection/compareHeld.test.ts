/** Held fields once our own side has changed. */
import { describe, expect, test } from 'vitest';
import type { EntryFields, Field } from './entry.ts';
import { compareHeld } from './humanEdits.ts';
import type { Link } from './link.ts';
import { linkedTo } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const open = fieldsWith({ projectId: 11, stopSecond: null });
const stopped = fieldsWith({ projectId: 11, stopSecond: 1040 });
/** It ran here when a human stopped it in Toggl at second 1040. */
const stopHeld = linkedTo(1, open, { observed: stopped, held: ['stop'] });

describe('a field on which both sides agree by now', () => {
  test.each<{
    reason: string;
    link: Link;
    desired: EntryFields;
    left: readonly Field[];
    applied: Partial<Link['applied']>;
  }>([
    {
      reason: 'the stop, since it ends here then',
      link: stopHeld,
      desired: stopped,
      left: [],
      applied: { stopSecond: 1040, stopToleranceSeconds: 0 },
    },
    {
      reason: 'the stop, which Toggl set a second late itself',
      link: stopHeld,
      desired: { ...stopped, stopSecond: 1039 },
      left: [],
      applied: { stopSecond: 1040, stopToleranceSeconds: 1 },
    },
    {
      reason: 'the end of what had ended',
      link: linkedTo(1, fieldsWith(), {
        observed: fieldsWith({ stopSecond: 1050 }),
        held: ['stop'],
      }),
      desired: fieldsWith({ stopSecond: 1050 }),
      left: [],
      applied: { stopSecond: 1050 },
    },
    {
      reason: 'the start',
      link: linkedTo(1, open, { observed: { ...open, startSecond: 990 }, held: ['start'] }),
      desired: { ...open, startSecond: 990 },
      left: [],
      applied: { startSecond: 990, stopSecond: null },
    },
    {
      reason: 'the project',
      link: linkedTo(1, open, { observed: { ...open, projectId: 99 }, held: ['project'] }),
      desired: { ...open, projectId: 99 },
      left: [],
      applied: { projectId: 99 },
    },
    {
      reason: 'one of two',
      link: { ...stopHeld, observed: { ...stopped, startSecond: 990 }, held: ['start', 'stop'] },
      desired: stopped,
      left: ['start'],
      applied: { startSecond: 1000, stopSecond: 1040 },
    },
  ])('is let go, and what is there counts as ours: $reason', ({ link, desired, left, applied }) => {
    const compared = compareHeld(link, desired);
    expect(compared.link.held).toEqual(left);
    expect(compared.link.applied).toMatchObject({ ...applied });
  });
});

describe('a field about which both sides still differ', () => {
  test.each<{ reason: string; link: Link; desired: EntryFields | null }>([
    { reason: 'nothing changed here', link: stopHeld, desired: open },
    {
      reason: 'it ends here two seconds before',
      link: stopHeld,
      desired: fieldsWith({ stopSecond: 1038 }),
    },
    { reason: 'it ends here after', link: stopHeld, desired: fieldsWith({ stopSecond: 1041 }) },
    { reason: 'its slice is gone', link: stopHeld, desired: null },
    { reason: 'nothing is held', link: { ...stopHeld, held: [] }, desired: stopped },
    { reason: 'it was not seen', link: { ...stopHeld, observed: null }, desired: stopped },
    { reason: 'it has no entry', link: { ...stopHeld, applied: null }, desired: stopped },
    {
      reason: 'another field is not as written, and nobody was asked about that',
      link: { ...stopHeld, observed: { ...stopped, startSecond: 990 } },
      desired: open,
    },
    {
      reason: 'a stop nobody holds is as it would be after a prompt one',
      link: linkedTo(1, open, { observed: { ...stopped, startSecond: 990 }, held: ['start'] }),
      desired: stopped,
    },
  ])('leaves the link as it is: $reason', ({ link, desired }) => {
    expect(compareHeld(link, desired).link).toBe(link);
  });

  test('is told with our version of today', () => {
    const { warnings } = compareHeld(stopHeld, fieldsWith({ stopSecond: 1060 }));
    expect(warnings).toEqual([
      {
        kind: 'stopped-in-timery',
        sliceId: 'a',
        entryId: 1,
        ours: { start: at(1000), stop: at(1060) },
        timerys: { start: at(1000), stop: at(1040) },
        fields: ['stop'],
        message:
          'This timer was stopped in Toggl before it was stopped here. Compass leaves it until ' +
          'you choose.',
      },
    ]);
  });

  test('is told in one matter without the field that was agreed', () => {
    const observed = fieldsWith({ startSecond: 990, stopSecond: 1050 });
    const link = linkedTo(1, fieldsWith(), { observed, held: ['start', 'stop'] });
    expect(compareHeld(link, fieldsWith({ stopSecond: 1050 })).warnings).toMatchObject([
      { kind: 'time-changed', fields: ['start'] },
    ]);
  });

  test.each<{ reason: string; link: Link; desired: EntryFields | null }>([
    { reason: 'agreed', link: stopHeld, desired: stopped },
    { reason: 'not held', link: { ...stopHeld, held: [] }, desired: open },
    { reason: 'of no slice', link: stopHeld, desired: null },
    { reason: 'of no entry', link: { ...stopHeld, entryId: null }, desired: open },
  ])('is told of nothing that is $reason', ({ link, desired }) => {
    expect(compareHeld(link, desired).warnings).toEqual([]);
  });
});
