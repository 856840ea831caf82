import { describe, expect, it } from 'vitest';
import { createClosedBefore } from './closedBefore.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { startAt } from './wire.fixture.ts';

const before = { isConnected: false };
const since = { isConnected: true };
const closed = stored();
const running = stored({ endAt: null });

type Sample = readonly [slice: typeof closed, toggl: Readonly<{ isConnected: boolean }>];

describe('a slice stays out of Toggl', () => {
  const staying: readonly { reason: string; samples: readonly Sample[] }[] = [
    { reason: 'closed before connecting', samples: [[closed, before]] },
    {
      reason: 'closed before connecting and edited since',
      samples: [
        [closed, before],
        [stored({ endAt: startAt + 2 * hourMs }), since],
      ],
    },
  ];
  it.each(staying)('that was $reason', ({ samples }) => expect(idsAfter(samples)).toEqual(['a']));

  const going: readonly { reason: string; samples: readonly Sample[] }[] = [
    {
      reason: 'ran while Toggl was connected',
      samples: [
        [running, before],
        [closed, since],
      ],
    },
    { reason: 'was recorded since', samples: [[closed, since]] },
    {
      reason: 'was reopened before connecting',
      samples: [
        [closed, before],
        [running, before],
        [closed, since],
      ],
    },
    {
      reason: 'was reopened since',
      samples: [
        [closed, before],
        [running, since],
        [closed, since],
      ],
    },
  ];
  it.each(going)('unless it $reason', ({ samples }) => expect(idsAfter(samples)).toEqual([]));

  function idsAfter(samples: readonly Sample[]) {
    const closedBefore = createClosedBefore();
    for (const [slice, toggl] of samples) closedBefore.take([slice], toggl);
    return [...closedBefore.sliceIds()];
  }
});
