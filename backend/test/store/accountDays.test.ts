/** What an account chose stands before the settings, on both databases. */
import { expect, it } from 'vitest';
import { createAccountSettings } from '../../src/services/accountSettings.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { done, makeCaller, morning, newTestId } from '../support/engineWorld.ts';

describeEachDatabase('days of an account', (given) => {
  it('chosen at run time stay when the settings change, and others follow them', async () => {
    const database = given.database();
    const caller = await makeCaller(database);
    const defaults = { timeZone: 'UTC', dayStartMinutes: 0 };
    const parts = { database, now: () => morning, newId: newTestId };
    const settings = createAccountSettings({ ...parts, defaults });
    const chosen = done(await settings.change(caller, { timeZone: 'Asia/Tokyo' }));
    expect(chosen.days).toEqual({ timeZone: 'Asia/Tokyo', dayStartMinutes: 0 });
    await database.write((tx) =>
      ensureAccount(tx, {
        id: caller.accountId,
        timeZone: 'America/New_York',
        dayStartMinutes: 240,
        createdAt: morning,
      }),
    );
    const days = await settings.daysOf(caller.accountId);
    expect(days).toEqual({ timeZone: 'Asia/Tokyo', dayStartMinutes: 240 });
    const back = done(await settings.change(caller, { timeZone: null }));
    expect(back.days).toEqual(defaults);
  });
});
