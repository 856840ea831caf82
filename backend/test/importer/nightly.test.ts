/** When the nightly import is asked for, on a clock that tests turn. */
import { expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createNightlyImport } from '../../src/services/history/nightlyImport.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);

function nightly(now: string, lastImport: string | null, fails = 0) {
  const time = createVirtualTime(at(now));
  const asked: string[] = [];
  const faults: unknown[] = [];
  let failures = fails;
  const importing = createNightlyImport({
    minutes: 210,
    timeZone: 'Europe/Berlin',
    now: time.now,
    timers: time.timers,
    request: async () => {
      asked.push(new Date(time.now()).toISOString());
      failures -= 1;
      if (failures >= 0) throw new Error('the database is busy');
    },
    lastImportAt: async () => (lastImport === null ? null : at(lastImport)),
    onFault: (fault) => faults.push(fault),
  });
  importing.start();
  const settle = async () => {};
  return {
    ...importing,
    time,
    asked,
    faults,
    until: (text: string) => time.advanceTo(at(text), settle),
  };
}

it('is asked for every night at the same time on the wall, across daylight saving', async () => {
  const { asked, until } = nightly('2026-10-23T12:00Z', null);
  await until('2026-10-27T00:00Z');
  expect(asked).toEqual([
    '2026-10-24T01:30:00.000Z',
    '2026-10-25T02:30:00.000Z',
    '2026-10-26T02:30:00.000Z',
  ]);
});

it.each([
  { last: '2026-10-22T01:30Z', asked: 1, reason: 'a night was slept through' },
  { last: '2026-10-23T01:31Z', asked: 0, reason: 'last night was not' },
  { last: null, asked: 0, reason: 'there never was an import' },
])('is caught up with at a start $asked times: $reason', async ({ last, asked }) => {
  const started = nightly('2026-10-23T12:00Z', last);
  await started.until('2026-10-23T12:01Z');
  expect(started.asked).toHaveLength(asked);
});

it('comes at once when the machine wakes late, and once', async () => {
  const { time, asked, until } = nightly('2026-10-23T20:00Z', null);
  time.stepTo(at('2026-10-24T07:00Z'));
  await until('2026-10-24T09:00Z');
  expect(asked).toEqual(['2026-10-24T07:00:00.000Z']);
});

it('goes on after a night that failed, and after its end no more', async () => {
  const { asked, faults, until, stop, time } = nightly('2026-10-23T12:00Z', null, 1);
  await until('2026-10-25T12:00Z');
  expect([asked.length, faults.length]).toEqual([2, 1]);
  stop();
  await until(new Date(time.now() + 48 * hour).toISOString());
  expect(asked).toHaveLength(2);
});

it('follows the account into another zone', async () => {
  const { asked, until, moveTo } = nightly('2026-10-20T12:00Z', null);
  await until('2026-10-21T01:10Z');
  moveTo('America/New_York');
  await until('2026-10-22T00:00Z');
  expect(asked).toEqual(['2026-10-21T07:30:00.000Z']);
});
