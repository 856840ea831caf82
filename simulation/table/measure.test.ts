/** The measuring itself: what it counts is what the wire carried. */
import { describe, expect, it } from 'vitest';
import { actions } from './actions.ts';
import { measureAction, measureHour } from './measure.ts';

const methodsOf = async (name: string) => {
  const action = actions.find((one) => one.name === name);
  if (action === undefined) throw new Error(`There is no action "${name}".`);
  return (await measureAction(action)).calls.map(({ method }) => method);
};

describe('the table of calls', () => {
  const cases = [
    { name: 'start from idle', methods: ['POST', 'GET'] },
    { name: 'switch', methods: ['POST'] },
    { name: 'prompt stop', methods: ['PATCH'] },
    { name: 'lock, and a note', methods: [] },
    { name: '20 changes of mode within 5 s', methods: ['PUT'] },
    { name: 'undo of a stop, where Toggl does not', methods: ['PUT', 'POST', 'DELETE', 'GET'] },
  ];

  it.each(cases)('counts what follows: $name', async ({ name, methods }) => {
    expect(await methodsOf(name)).toEqual(methods);
  });

  it('has no action twice', () => {
    expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length);
  });

  it('shows every switch at once where the quota is wide', async () => {
    const hour = await measureHour({ switches: 40, plan: 'premium', timeryPerHour: 0 });
    expect(hour).toMatchObject({ promptly: 40, late: 0, never: 0, calls: 42, least: 42 });
    expect(hour.longestWrongMs).toBeLessThan(1000);
  });

  it('counts the switches that Toggl never showed where it is not', async () => {
    const hour = await measureHour({ switches: 60, plan: 'free', timeryPerHour: 0 });
    expect(hour.promptly + hour.late + hour.never).toBe(60);
    expect(hour.never).toBeGreaterThan(20);
    expect(hour.untilAllMs).toBeGreaterThan(60_000);
  });
});
