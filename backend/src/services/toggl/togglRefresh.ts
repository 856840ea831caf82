/**
 * Renamed and re-mapped categories touch entries of the past only on request, with the price told
 * first. The request is a row that the projection takes in; nothing in here waits for Toggl.
 */
import type { RefreshPrice } from '../../../../core/projection/refresh.ts';
import { findCategory } from '../../store/categories.ts';
import { requestTogglRefresh } from '../../store/togglRefreshes.ts';
import {
  type Caller,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  runCommand,
} from '../engineCommand.ts';
import { categoryNotFound } from '../refusals.ts';

type RefreshInput = Readonly<{ categoryId: string; dryRun: boolean }>;

export type RefreshDone = RefreshPrice & Readonly<{ isRequested: boolean }>;

export type TogglRefresh = Readonly<{
  refresh(
    caller: Caller,
    input: RefreshInput,
    idempotency?: Idempotency<RefreshDone>,
  ): Promise<CommandResult<RefreshDone>>;
}>;

type Parts = EngineParts &
  Readonly<{ price: (accountId: string, categoryId: string) => Promise<RefreshPrice> }>;

export function createTogglRefresh(parts: Parts): TogglRefresh {
  return {
    refresh: async (caller, { categoryId, dryRun }, idempotency) => {
      // Outside of the transaction: it reads all entries of the category, and decides nothing.
      const price = await parts.price(caller.accountId, categoryId);
      const isRequested = !dryRun && price.entries > 0;
      return runCommand(parts, caller, {
        work: async ({ tx, now }) => {
          const { accountId } = caller;
          if ((await findCategory(tx, accountId, categoryId)) === null) return categoryNotFound;
          if (isRequested) await requestTogglRefresh(tx, accountId, { categoryId, now });
          return { kind: 'done', ...price, isRequested };
        },
        idempotency,
      });
    },
  };
}
