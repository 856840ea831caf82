import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hourEvents } from './hourEvents.ts';
import { parseHour } from './scenario.ts';

const path = join(import.meta.dirname, 'scenarios/thirty-switches.json');
const committed = parseHour(readFileSync(path, 'utf8'));

describe('the committed hour', () => {
  const { before, hour } = hourEvents(committed);

  it('starts PRIMARY thirty times, all within an hour', () => {
    const starts = hour.filter(
      ({ act }) =>
        act.kind === 'start' && act.starts.some(({ dimension }) => dimension === 'PRIMARY'),
    );
    expect(starts).toHaveLength(30);
    const [first] = hour;
    expect((hour.at(-1)?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(3_600_000);
  });

  it('keeps what leads up to it apart', () => {
    expect(before.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2021-04-26T08:25:00.000Z',
    ]);
  });

  it('mends each connection that it breaks', () => {
    const states = hour.flatMap(({ act }) => (act.kind === 'connection' ? [act.state] : []));
    expect(states).toEqual(['broken', 'works']);
  });
});

it('refuses a scenario with a word that it does not know', () => {
  const text = JSON.stringify({ ...committed, events: [{ at: '00:00', begin: 'Coding' }] });
  expect(() => parseHour(text)).toThrow('events');
});
