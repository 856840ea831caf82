import { expect, it, test } from 'vitest';
import { drawn, samplesOf } from './health.fixture.ts';
import { rankBy } from './sample.ts';
import { sessionsOf } from './sessions.ts';

const rankOf = rankBy(['watch']);

test.each([
  {
    reason: 'two in a row stay two',
    samples: samplesOf('workout', 'watch', '10:00-10:30 run, 10:30-11:00 row'),
    told: 'run 10:00-10:30, row 10:30-11:00',
  },
  {
    reason: 'the better source counts whole, another for what it tells beside',
    samples: [
      ...samplesOf('workout', 'phone', '10:00-11:00 walk'),
      ...samplesOf('workout', 'watch', '10:15-10:30 row'),
    ],
    told: 'walk 10:00-10:15, row 10:15-10:30, walk 10:30-11:00',
  },
  {
    reason: 'the same one recorded twice counts once',
    samples: [
      ...samplesOf('workout', 'phone', '10:00-11:00 walk'),
      ...samplesOf('workout', 'watch', '10:00-11:00 walk'),
    ],
    told: 'walk 10:00-11:00',
  },
  {
    reason: 'what was slept is no workout',
    samples: [
      ...samplesOf('sleep', 'phone', '22:00-30:00'),
      ...samplesOf('workout', 'watch', '29:30-30:30 walk'),
    ],
    told: 'null 22:00-30:00, walk 30:00-30:30',
  },
])('$reason', ({ samples, told }) => {
  const sessions = sessionsOf(samples, rankOf);
  expect(sessions.map((one) => `${one.note} ${drawn([one])}`).join(', ')).toBe(told);
});

it('begins with what was first, in whatever order samples come', () => {
  const samples = samplesOf('workout', null, '10:00-11:00 walk, 10:30-11:30 run');
  const told = sessionsOf(samples, rankOf);
  expect(sessionsOf(samples.toReversed(), rankOf)).toEqual(told);
  expect(drawn(told)).toBe('10:00-11:00, 11:00-11:30');
});
