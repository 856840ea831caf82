/**
 * Where the days of the account begin. The settings of the server say it, unless a person chose
 * otherwise at run time; that choice outlives restarts and other settings.
 *
 * Invariant: nothing that was counted by other days is believed afterwards. It need not be thrown
 * away here: whoever counts compares how the days were cut (reviews/countedPeriods.ts).
 */
import { invariant } from '../../../core/invariant.ts';
import type { DayRules } from '../../../core/time/day.ts';
import { chooseDays, findAccount, findChosenDays } from '../store/accounts.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  runCommand,
} from './engineCommand.ts';

export type AccountDays = Readonly<{
  days: DayRules;
  /** What holds where nothing is chosen. */
  defaults: DayRules;
}>;

/** null goes back to the settings of the server; what is left out stays. */
type DaysPatch = Readonly<{
  timeZone?: string | null | undefined;
  dayStartMinutes?: number | null | undefined;
}>;

export type AccountSettings = Readonly<{
  daysOf(accountId: string): Promise<DayRules>;
  read(accountId: string): Promise<AccountDays>;
  change(
    caller: Caller,
    patch: DaysPatch,
    idempotency?: Idempotency<AccountDays>,
  ): Promise<CommandResult<AccountDays>>;
}>;

type SettingsParts = EngineParts & Readonly<{ defaults: DayRules }>;

export function createAccountSettings(parts: SettingsParts): AccountSettings {
  const { database, defaults } = parts;
  const daysOf = async (accountId: string): Promise<DayRules> => {
    const account = await findAccount(database.reader, accountId);
    invariant(account, `account ${accountId} exists`);
    return { timeZone: account.timeZone, dayStartMinutes: account.dayStartMinutes };
  };
  return {
    daysOf,
    read: async (accountId) => ({ days: await daysOf(accountId), defaults }),
    change: (caller, patch, idempotency) =>
      runCommand(parts, caller, {
        work: (command) => change(command, patch, defaults),
        idempotency,
      }),
  };
}

async function change(
  { tx, caller }: Command,
  { timeZone, dayStartMinutes }: DaysPatch,
  defaults: DayRules,
): Promise<Done<AccountDays>> {
  const before = await findChosenDays(tx, caller.accountId);
  const chosen = {
    timeZone: timeZone === undefined ? before.timeZone : timeZone,
    dayStartMinutes: dayStartMinutes === undefined ? before.dayStartMinutes : dayStartMinutes,
  };
  const days = {
    timeZone: chosen.timeZone ?? defaults.timeZone,
    dayStartMinutes: chosen.dayStartMinutes ?? defaults.dayStartMinutes,
  };
  await chooseDays(tx, caller.accountId, { chosen, days });
  return { kind: 'done', days, defaults };
}
