/**
 * Started by engineChild.ts with a database URL and a number: starts that many slices, a few at a
 * time, and tells its parent of each start once the engine has answered it.
 */
import { openDatabase } from '../../src/db/database.ts';
import { createTimeEngine } from '../../src/services/engine/timeEngine.ts';
import { endUndoneImport } from '../../src/services/history/togglImports.ts';
import { done, makeCaller, minuteMs, morning, newTestId } from './engineWorld.ts';

const atOnce = 5;
const [url = '', starts = '0'] = process.argv.slice(2);
const database = await openDatabase(url);
const caller = await makeCaller(database);
process.send?.({ accountId: caller.accountId });

let now = morning;
const tick = () => {
  now += minuteMs;
  return now;
};
const engine = createTimeEngine({
  database,
  now: tick,
  newId: newTestId,
  groupUndone: endUndoneImport,
});

for (let begun = 0; begun < Number(starts); begun += atOnce) {
  const batch = Array.from({ length: atOnce }, async (_, i) => {
    const start = { dimension: 'PRIMARY', category: `No. ${begun + i}` } as const;
    const { slice } = done(await engine.startSlice(caller, start));
    process.send?.({ sliceId: slice.id });
  });
  await Promise.all(batch);
}
await database.close();
process.disconnect?.();
