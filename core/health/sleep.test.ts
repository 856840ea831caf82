import { describe, expect, it, test } from 'vitest';
import { drawn, samplesOf } from './health.fixture.ts';
import { rankBy } from './sample.ts';
import { sleepSessions } from './sleep.ts';

const rankOf = rankBy(['Watch', 'Ring']);

type Sources = Readonly<{ watch?: string; ring?: string; phone?: string }>;

function sessions({ watch, ring, phone }: Sources): string {
  const samples = [
    ...(phone === undefined ? [] : samplesOf('sleep', 'phone', phone)),
    ...(ring === undefined ? [] : samplesOf('sleep', 'ring', ring)),
    ...(watch === undefined ? [] : samplesOf('sleep', 'watch', watch)),
  ];
  return drawn(sleepSessions(samples, rankOf));
}

describe('samples of one source', () => {
  test.each([
    {
      reason: 'are one night with the pauses in it',
      watch: '22:00-23:30, 23:35-26:00, 26:30-30:00',
      told: '22:00-30:00',
    },
    {
      reason: 'are two where somebody was up for longer than a pause',
      watch: '22:00-24:00, 24:31-30:00',
      told: '22:00-24:00, 24:31-30:00',
    },
    {
      reason: 'count once where they overlap',
      watch: '22:00-26:00, 23:00-30:00, 22:00-26:00',
      told: '22:00-30:00',
    },
    {
      reason: 'keep a nap apart',
      watch: '22:00-30:00, 37:00-37:40',
      told: '22:00-30:00, 37:00-37:40',
    },
    { reason: 'keep a nap at noon', watch: '12:00-18:00', told: '12:00-18:00' },
    {
      reason: 'count by their stages',
      watch:
        '22:00-30:30 inBed, 22:10-22:50 core, 22:50-23:20 deep, 23:20-24:30 awake, 24:30-30:00 rem',
      told: '22:10-23:20, 24:30-30:00',
    },
    {
      reason: 'are the time in bed where no sleep was measured',
      watch: '22:00-30:00 inBed',
      told: '22:00-30:00',
    },
    { reason: 'are nothing where nobody slept', watch: '22:00-23:00 awake', told: '' },
  ])('$reason', ({ watch, told }) => {
    expect(sessions({ watch })).toBe(told);
  });
});

describe('samples of several sources', () => {
  test.each<Sources & { reason: string; told: string }>([
    {
      reason: 'are the night of the better one, whose edges count',
      watch: '22:20-29:40',
      phone: '21:30-30:30',
      told: '22:20-29:40',
    },
    {
      reason: 'are completed where the better one stopped measuring',
      watch: '22:20-26:00',
      ring: '22:10-29:45',
      told: '22:20-29:45',
    },
    {
      reason: 'hold the nap that only one of them knows',
      watch: '22:20-29:40',
      ring: '22:10-29:45, 37:00-37:40',
      told: '22:20-29:40, 37:00-37:40',
    },
    {
      reason: 'count once where nobody ranked them',
      phone: '22:00-26:00, 25:00-30:00',
      told: '22:00-30:00',
    },
    {
      reason: 'do not make time in bed beside a measured night into sleep',
      watch: '23:00-29:00',
      phone: '20:00-32:00 inBed',
      told: '23:00-29:00',
    },
  ])('$reason', ({ told, ...sources }) => {
    expect(sessions(sources)).toBe(told);
  });

  it('know a source by its name, however it is written', () => {
    expect(['watch', ' WATCH ', 'ring', 'phone', null].map(rankOf)).toEqual([0, 0, 1, 2, 2]);
  });
});

it('tells what the longest sample of a night tells', () => {
  const [short, long, other] = samplesOf('sleep', null, '22:00-23:00, 23:00-29:00, 37:00-38:00');
  const told = [short, long, other].map((sample, index) => ({
    ...sample,
    note: `Quality ${index}`,
  }));
  const samples = told as Parameters<typeof sleepSessions>[0];
  expect(sleepSessions(samples, rankOf).map(({ note }) => note)).toEqual([
    'Quality 1',
    'Quality 2',
  ]);
});
