import { describe, expect, it } from 'vitest';
import { type Options, optionsOf } from './options.ts';

const seeds = 200;
const drawn: readonly Options[] = Array.from({ length: seeds }, (_, n) => optionsOf(`${n}`, 1));
const calm = drawn.filter(({ weather }) => weather === 'calm');

describe('the options of a seed', () => {
  it('are the same for the same seed and others for another', () => {
    expect(optionsOf('a', 3)).toEqual(optionsOf('a', 3));
    expect(optionsOf('a', 3)).not.toEqual({ ...optionsOf('b', 3), seed: 'a' });
  });

  it('have no fault, no mishap and no wrong clock in calm weather', () => {
    expect(calm.length).toBeGreaterThan(seeds / 8);
    for (const { wireFaults, mishaps, webhook, stalenessMs, clockOffsetMs } of calm) {
      const faults = [wireFaults, mishaps, webhook ?? {}];
      const chances = faults.flatMap((one) => Object.values(one));
      expect([...chances, stalenessMs, clockOffsetMs].every((one) => one === 0)).toBe(true);
    }
  });

  it('never leave out the switch, the stop and the answer to a warning', () => {
    for (const { actions } of drawn) {
      expect(actions.switch * actions.stop * actions['answer-warning']).toBeGreaterThan(0);
    }
  });

  const swarms = ['actions', 'wireFaults', 'mishaps'] as const;
  it.each(swarms)('use each of the %s in some seeds and leave it out in others', (swarm) => {
    const always = ['switch', 'stop', 'answer-warning'];
    const kinds = Object.keys(drawn[0]?.[swarm] ?? {}).filter((kind) => !always.includes(kind));
    const chancesOf = (kind: string) =>
      drawn.map((options) => (options[swarm] as Record<string, number>)[kind] ?? 0);
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => chancesOf(kind).every((chance) => chance === 0))).toEqual([]);
    expect(kinds.filter((kind) => chancesOf(kind).every((chance) => chance > 0))).toEqual([]);
  });

  it('draw each switch of an unsettled fact more than one way', () => {
    const switches = Object.keys(drawn[0]?.switches ?? {}) as (keyof Options['switches'])[];
    const waysOf = (name: keyof Options['switches']) =>
      new Set(drawn.map((options) => options.switches[name]));
    expect(switches.length).toBeGreaterThan(10);
    expect(switches.filter((name) => waysOf(name).size < 2)).toEqual([]);
  });

  it('draw each kind of machine, latency, staleness and clock', () => {
    const ways = (value: (options: Options) => unknown) =>
      new Set(drawn.map((options) => JSON.stringify(value(options)))).size;
    expect(ways(({ machine }) => machine)).toBe(2);
    expect(ways(({ latencyMs }) => latencyMs)).toBeGreaterThan(2);
    expect(ways(({ stalenessMs }) => stalenessMs)).toBe(2);
    expect(ways(({ clockOffsetMs }) => clockOffsetMs)).toBeGreaterThan(3);
    expect(ways(({ reserve }) => reserve)).toBeGreaterThan(2);
    expect(ways(({ history }) => history)).toBe(5);
    expect(ways(({ webhook }) => webhook)).toBeGreaterThan(5);
  });
});
