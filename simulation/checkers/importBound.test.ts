import { describe, expect, it } from 'vitest';
import { createImportBound, type ImportAsked } from './importBound.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** 06:00 in Berlin. */
const beginsAt = Date.UTC(2026, 10, 2, 5);

describe('the least calls of imports', () => {
  it.each([
    { reason: 'no night has passed', afterMs: 21 * 60 * minuteMs, calls: 0 },
    { reason: 'half past three has come once', afterMs: 22 * 60 * minuteMs, calls: 1 },
    { reason: 'it has come three times', afterMs: 3 * dayMs, calls: 3 },
  ])('are a reading a night: $reason', ({ afterMs, calls }) => {
    const nightly = createImportBound({ beginsAt, nightly: 'on' });
    expect(nightly.total(beginsAt + afterMs)).toBe(calls);
    const never = createImportBound({ beginsAt, nightly: 'off' });
    expect(never.total(beginsAt + afterMs)).toBe(0);
  });

  const dry: Asked = { kind: 'dry' };
  const real: Asked = { kind: 'real' };
  it.each<{ reason: string; asked: readonly Asked[]; calls: number }>([
    { reason: 'one for each import', asked: [real, real], calls: 2 },
    { reason: 'one for a dry run and the import after it', asked: [dry, real], calls: 1 },
    {
      reason: 'another where the import comes an hour later',
      asked: [dry, { ...real, afterMinutes: 60 }],
      calls: 2,
    },
    {
      reason: 'another where the import is of other days',
      asked: [dry, { ...real, range: '2026-11-01 ' }],
      calls: 2,
    },
    { reason: 'another for the import after that', asked: [dry, real, real], calls: 2 },
    {
      reason: 'none for what waits already',
      asked: [{ ...real, isDone: false }, real],
      calls: 1,
    },
  ])('are $reason', ({ asked, calls }) => {
    const bound = createImportBound({ beginsAt, nightly: 'off' });
    let at = beginsAt;
    for (const { afterMinutes = 1, ...one } of asked) {
      at += afterMinutes * minuteMs;
      bound.asked({ at, range: ' ', isDone: true, ...one });
    }
    expect(bound.total(at)).toBe(calls);
  });

  it('are one for the webhook', () => {
    const bound = createImportBound({ beginsAt, nightly: 'off' });
    bound.webhookSetUp();
    expect(bound.total(beginsAt)).toBe(1);
  });

  type Asked = Pick<ImportAsked, 'kind'> &
    Partial<Pick<ImportAsked, 'range' | 'isDone'>> &
    Readonly<{ afterMinutes?: number }>;
});
