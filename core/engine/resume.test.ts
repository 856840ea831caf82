import { describe, expect, test } from 'vitest';
import { clock, sliceOf } from './history.fixture.ts';
import { coding, context, mail, outcome, running } from './pastCommands.fixture.ts';
import { decideResume, modeWith } from './resume.ts';
import type { Slice } from './slice.ts';

describe('a resume', () => {
  test('starts with category, task and note', () => {
    const resume = { resumed: coding, source: 'NFC' as const, at: { kind: 'now' as const } };
    const decision = decideResume([mail], resume, context());
    expect(decision).toMatchObject({
      slice: { categoryId: 'coding', linkedTaskId: 'task', note: 'parser', source: 'NFC' },
    });
    expect(outcome([mail], decision)).toBe('mail 10:00-10:30 | coding 12:00-');
  });

  test('notes nothing where nothing was noted', () => {
    const resume = { resumed: mail, source: 'API' as const, at: { kind: 'now' as const } };
    expect(decideResume([coding], resume, context())).toMatchObject({ slice: { note: null } });
  });

  test('leaves the note of what runs already', () => {
    const at = { kind: 'now' as const };
    const resume = { resumed: { ...running, note: 'parser' }, source: 'API' as const, at };
    expect(decideResume([running], resume, context())).toEqual({
      kind: 'unchanged',
      slice: running,
    });
  });

  test('notes on the new slice alone what it says', () => {
    const resumed = { ...mail, note: 'inbox' };
    const at = { kind: 'at' as const, at: clock('11:45') };
    const decision = decideResume([running], { resumed, source: 'API', at }, context());
    expect(decision).toMatchObject({
      changes: [
        { kind: 'update', after: { id: 'r', note: null } },
        { kind: 'insert', after: { categoryId: 'mail', note: 'inbox' } },
      ],
    });
  });

  const mode = (fields: Partial<Slice>) =>
    sliceOf({ dimension: 'WORK_MODE', id: 'deep', ...fields });
  test.each([
    { reason: 'that ended with it', modes: [mode({})], found: 'deep' },
    { reason: 'that went on', modes: [mode({ endAt: clock('11:00') })], found: 'deep' },
    {
      reason: 'stopped a moment before',
      modes: [mode({ endAt: clock('09:59:55') })],
      found: 'deep',
    },
    {
      reason: 'but none that ended long before',
      modes: [mode({ endAt: clock('09:30') })],
      found: undefined,
    },
    {
      reason: 'but none that had ended before it began',
      modes: [mode({ startAt: clock('08:00'), endAt: clock('09:00') })],
      found: undefined,
    },
    {
      reason: 'but none that began when it had ended',
      modes: [mode({ startAt: clock('10:00'), endAt: clock('11:00') })],
      found: undefined,
    },
    {
      reason: 'the last of those',
      modes: [
        mode({ id: 'first', endAt: clock('09:59:55') }),
        mode({ startAt: clock('09:59:55') }),
      ],
      found: 'deep',
    },
    {
      reason: 'but none that ended ten seconds before',
      modes: [mode({ endAt: clock('09:59:50') })],
      found: undefined,
    },
    {
      reason: 'but none while another runs, which was chosen later',
      modes: [mode({}), mode({ id: 'on', startAt: clock('11:00'), endAt: null })],
      found: undefined,
    },
  ])('takes a mode along $reason', ({ modes, found }) => {
    expect(modeWith(coding, modes)?.id).toBe(found);
  });

  test('takes no mode along to what runs', () => {
    expect(modeWith(running, [mode({ startAt: clock('11:00') })])).toBeUndefined();
  });

  test('takes along what ended with a slice of a moment, and nothing from before it', () => {
    const moment = sliceOf({ startAt: clock('09:59:58') });
    const before = mode({ endAt: clock('09:59:58') });
    expect(modeWith(moment, [before])).toBeUndefined();
    expect(modeWith(moment, [mode({ endAt: clock('09:59:59') })])?.id).toBe('deep');
  });
});
