import { expect, it } from 'vitest';
import { describeEachDatabase } from '../support/databases.ts';
import { runEngineChild } from '../support/engineChild.ts';
import { allSlices } from '../support/engineWorld.ts';

describeEachDatabase('a process that is killed in the middle of its work', (given) => {
  it('has every answered command on disk, and the next process works on', async () => {
    const child = runEngineChild({ url: given.url(), starts: 100_000 });
    await child.answeredAtLeast(40);
    child.kill();
    expect(await child.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
    const slices = await allSlices(given.database(), await child.accountId);
    const written = new Set(slices.map((slice) => slice.id));
    expect(child.answered.filter((id) => !written.has(id))).toEqual([]);
    expect(slices.filter((slice) => slice.endAt === null)).toHaveLength(1);

    const next = runEngineChild({ url: given.url(), starts: 5 });
    expect(await next.ended).toEqual({ exitCode: 0, signal: null });
    expect(next.answered).toHaveLength(5);
  });
});
