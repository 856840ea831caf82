/** The watch: when it decides, and what it makes of stretches in which nobody looked. */
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Cause,
  notAhead,
  nothingWatched,
  type Sighting,
  saw,
  type Watch,
  wakeAt,
  watchedNames,
} from './watch.ts';

const patience = { debounceMs: 60, mergeMs: 90, latenessMs: 0 };

const game = (key: string, told: Partial<Cause> = {}): Cause => ({
  key,
  name: key.toUpperCase(),
  beganAt: null,
  stamp: null,
  ...told,
});

const seen = (at: number, ...causes: Cause[]): Sighting => ({ at, causes, unseenSince: null });

function blind(at: number, unseenSince: number, ...causes: Cause[]): Sighting {
  return { at, causes, unseenSince };
}

/** Hears of each sighting at its instant, and is asked once more at the end. */
function turnsOf(sightings: readonly Sighting[], untilAt: number) {
  let watch: Watch = nothingWatched;
  const turns = [];
  for (const sighting of sightings) {
    watch = saw(watch, sighting);
    const advanced = advance(watch, sighting.at, patience);
    turns.push(...advanced.turns);
    watch = advanced.watch;
  }
  const advanced = advance(watch, untilAt, patience);
  return { turns: [...turns, ...advanced.turns], watch: advanced.watch };
}

describe('the watch', () => {
  it('begins once the debounce has passed, backdated, and asks to be woken then', () => {
    const { turns, watch } = turnsOf([seen(100, game('a'))], 159);
    expect(turns).toEqual([]);
    expect(wakeAt(watch, patience)).toBe(160);
    expect(advance(watch, 160, patience).turns).toEqual([{ kind: 'began', name: 'A', at: 100 }]);
    expect(watchedNames(watch)).toEqual(['A']);
  });

  it('writes nothing of what is gone before, and has nothing left to wake for', () => {
    const { turns, watch } = turnsOf([seen(100, game('a')), seen(130)], 1_000);
    expect(turns).toEqual([]);
    expect(wakeAt(watch, patience)).toBe(null);
  });

  it('ends at the true instant once the merging has passed', () => {
    const { turns, watch } = turnsOf([seen(100, game('a')), seen(300)], 389);
    expect(turns).toHaveLength(1);
    expect(wakeAt(watch, patience)).toBe(390);
    const ended = { kind: 'ended', at: 300, isGuessed: false };
    expect(advance(watch, 390, patience).turns).toEqual([ended]);
  });

  it('says nothing of a sighting from before what is decided', () => {
    const { watch } = turnsOf([seen(100, game('a'))], 200);
    expect(saw(watch, seen(120))).toEqual(watch);
  });

  it('takes back what lies ahead when the clock steps back, and goes on', () => {
    const { watch } = turnsOf([seen(1_000, game('a'))], 1_100);
    const back = notAhead(watch, 500);
    const { turns } = advance(saw(back, seen(520)), 700, patience);
    expect(turns).toEqual([{ kind: 'ended', at: 520, isGuessed: false }]);
  });
});

describe('what nobody saw', () => {
  it.each([
    {
      reason: 'what went meanwhile ends where it was last seen, as a guess',
      sightings: [seen(0, game('a')), seen(100, game('a')), blind(1_000, 100)],
      expected: [
        { kind: 'began', name: 'A', at: 0 },
        { kind: 'ended', at: 100, isGuessed: true },
      ],
    },
    {
      reason: 'a short absence of ours is no guess',
      sightings: [seen(0, game('a')), seen(100, game('a')), blind(150, 100)],
      expected: [
        { kind: 'began', name: 'A', at: 0 },
        { kind: 'ended', at: 100, isGuessed: false },
      ],
    },
    {
      reason: 'what was not sure to begin begins only if it is still there',
      sightings: [seen(0, game('a')), blind(1_000, 10)],
      expected: [],
    },
    {
      reason: 'what says when it began is believed within the time nobody looked',
      sightings: [seen(0), blind(1_000, 100, game('a', { beganAt: 400 }))],
      expected: [{ kind: 'began', name: 'A', at: 400 }],
    },
    {
      reason: 'we looked at 100 and it was not there',
      sightings: [seen(0), blind(1_000, 100, game('a', { beganAt: 40 }))],
      expected: [{ kind: 'began', name: 'A', at: 100 }],
    },
    {
      reason: 'what was seen to begin began then, whatever it says',
      sightings: [seen(0), seen(500, game('a', { beganAt: 40 }))],
      expected: [{ kind: 'began', name: 'A', at: 500 }],
    },
    {
      reason: 'the same stamp is the same call',
      sightings: [
        seen(0, game('a', { stamp: 's' })),
        blind(1_000, 100, game('a', { stamp: 's' })),
        seen(1_200),
      ],
      expected: [
        { kind: 'began', name: 'A', at: 0 },
        { kind: 'ended', at: 1_200, isGuessed: false },
      ],
    },
    {
      reason: 'a game that began before we looked away is the same one',
      sightings: [
        seen(0, game('a', { beganAt: 0 })),
        blind(1_000, 100, game('a', { beganAt: 0 })),
        seen(1_200),
      ],
      expected: [
        { kind: 'began', name: 'A', at: 0 },
        { kind: 'ended', at: 1_200, isGuessed: false },
      ],
    },
    {
      reason: 'a game that began anew meanwhile is another session',
      sightings: [
        seen(0, game('a', { beganAt: 0 })),
        seen(100, game('a', { beganAt: 0 })),
        blind(1_000, 100, game('a', { beganAt: 900 })),
        seen(1_200),
      ],
      expected: [
        { kind: 'began', name: 'A', at: 0 },
        { kind: 'ended', at: 100, isGuessed: true },
        { kind: 'began', name: 'A', at: 900 },
        { kind: 'ended', at: 1_200, isGuessed: false },
      ],
    },
  ])('$reason', ({ sightings, expected }) => {
    expect(turnsOf(sightings, 5_000).turns).toEqual(expected);
  });
});
