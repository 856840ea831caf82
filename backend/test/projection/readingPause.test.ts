/** The rest from reading after Toggl refused to be read. */
import { expect, it } from 'vitest';
import { createReadingPause } from '../../src/projection/readingPause.ts';

const refused = (status: number) => ({ kind: 'refused' as const, status, reason: 'No' });

it('lets readings go at once while none was refused', () => {
  const pause = createReadingPause();
  pause.note({ kind: 'unknown' }, 1000);
  expect([pause.allowedAt(), pause.error()]).toEqual([0, null]);
});

it('rests ten minutes from what was refused, and says so', () => {
  const pause = createReadingPause();
  pause.note(refused(400), 1000);
  expect(pause.allowedAt()).toBe(601_000);
  expect(pause.error()).toBe('Toggl refused to be read: No. Compass tries again in ten minutes.');
});

it('rests until a restart from what the plan does not hold, and says what to do', () => {
  const pause = createReadingPause();
  pause.note(refused(402), 1000);
  expect(pause.allowedAt()).toBe(Number.POSITIVE_INFINITY);
  expect(pause.error()).toBe(
    'The plan of this Toggl account does not let Compass read entries. Toggl says: "No" ' +
      'Change the plan, then restart Compass.',
  );
});

it('is told until a reading succeeds, and not by one without an answer', () => {
  const pause = createReadingPause();
  pause.note(refused(400), 1000);
  pause.note({ kind: 'unknown' }, 700_000);
  expect(pause.error()).toContain('refused to be read');
  pause.note({ kind: 'done' }, 800_000);
  expect(pause.error()).toBeNull();
});
