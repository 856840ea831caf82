import { describe, expect, it } from 'vitest';
import { dayOf as dayIn } from '../time/day.ts';
import { hour, samplesOf } from './health.fixture.ts';
import type { Sample } from './sample.ts';
import { type KnownSample, takeIn } from './takeIn.ts';

const utc = { timeZone: 'UTC', dayStartMinutes: 0 };
const dayOf = (at: number) => dayIn(at, utc);

function known(samples: readonly Sample[], day: string, toldFor = day): KnownSample[] {
  return samples.map((sample) => ({ ...sample, day, toldFor }));
}

function daysOf(samples: readonly KnownSample[]): string[] {
  return samples.map(({ key, day }) => `${key.replace('null ', '')}: ${day.slice(5)}`);
}

describe('a sample that is told', () => {
  it('belongs, with the night it is part of, to the day on which that ends', () => {
    const samples = samplesOf('sleep', null, '22:00-23:00, 23:10-30:00, 37:00-37:40');
    const { written } = takeIn([], { day: '2026-11-06', samples }, dayOf);
    expect(daysOf(written)).toEqual([
      '22:00-23:00: 11-06',
      '23:10-30:00: 11-06',
      '37:00-37:40: 11-06',
    ]);
  });

  it('that ends as a day begins belongs to the day before', () => {
    const samples = samplesOf('sleep', null, '20:00-24:00');
    const { written } = takeIn([], { day: '2026-11-05', samples }, dayOf);
    expect(daysOf(written)).toEqual(['20:00-24:00: 11-05']);
  });

  it('goes by the days of the account, whatever hour they begin at', () => {
    const samples = samplesOf('sleep', null, '23:00-27:30');
    const late = (at: number) => dayIn(at, { timeZone: 'Europe/Berlin', dayStartMinutes: 300 });
    const { written } = takeIn([], { day: '2026-11-05', samples }, late);
    expect(daysOf(written)).toEqual(['23:00-27:30: 11-05']);
  });

  it('changes nothing where it is known', () => {
    const samples = samplesOf('sleep', null, '22:00-30:00');
    const before = known(samples, '2026-11-06');
    expect(takeIn(before, { day: '2026-11-06', samples }, dayOf)).toEqual({
      written: [],
      removed: [],
    });
  });

  it('takes the place of what it was, known by its id', () => {
    const [before] = samplesOf('sleep', null, '22:00-29:00');
    const [after] = samplesOf('sleep', null, '22:00-30:00');
    const withId = (sample: Sample | undefined) => ({ ...(sample as Sample), key: 'id 1' });
    const told = { day: '2026-11-06', samples: [withId(after)] };
    const { written, removed } = takeIn(known([withId(before)], '2026-11-06'), told, dayOf);
    expect(written).toMatchObject([{ key: 'id 1', endAt: hour('30:00') }]);
    expect(removed).toEqual([]);
  });
});

describe('a day that is told again', () => {
  const night = known(samplesOf('sleep', null, '22:00-30:00'), '2026-11-06');
  const nightBefore = known(samplesOf('sleep', null, '00:00-06:00'), '2026-11-05');

  it('loses what is told no longer', () => {
    const samples = samplesOf('sleep', null, '22:30-30:00');
    const { written, removed } = takeIn(night, { day: '2026-11-06', samples }, dayOf);
    expect(daysOf(written)).toEqual(['22:30-30:00: 11-06']);
    expect(removed).toEqual(night);
  });

  it('touches no other day, though it is told nothing of it', () => {
    const told = { day: '2026-11-06', samples: [] };
    expect(takeIn([...nightBefore, ...night], told, dayOf).removed).toEqual(night);
  });

  it('adds to another day what ends there, and takes nothing away from it', () => {
    const samples = samplesOf('sleep', null, '13:00-13:30');
    const { written, removed } = takeIn(nightBefore, { day: '2026-11-06', samples }, dayOf);
    expect(daysOf(written)).toEqual(['13:00-13:30: 11-05']);
    expect(removed).toEqual([]);
  });

  it('takes its place also where the phone files nights by the evening', () => {
    const filed = known(samplesOf('sleep', null, '22:00-30:00'), '2026-11-06', '2026-11-05');
    const samples = samplesOf('sleep', null, '22:30-30:00');
    const { written, removed } = takeIn(filed, { day: '2026-11-05', samples }, dayOf);
    expect(written).toMatchObject([{ day: '2026-11-06', toldFor: '2026-11-05' }]);
    expect(removed).toEqual(filed);
    expect(takeIn(filed, { day: '2026-11-06', samples: [] }, dayOf).removed).toEqual([]);
  });

  it('keeps a nap of yesterday that the last 24 hours no longer hold', () => {
    const samples = samplesOf('sleep', null, '13:00-13:30');
    const morning = takeIn([], { day: '2026-11-06', samples }, dayOf).written;
    expect(takeIn(morning, { day: '2026-11-06', samples: [] }, dayOf).removed).toEqual([]);
    const ofItsDay = takeIn(morning, { day: '2026-11-05', samples }, dayOf).written;
    const again = takeIn(ofItsDay, { day: '2026-11-06', samples }, dayOf);
    expect(again.written).toEqual([]);
    expect(takeIn(ofItsDay, { day: '2026-11-05', samples: [] }, dayOf).removed).toEqual(ofItsDay);
  });
});
