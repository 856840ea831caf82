/** The door of the account: where its days begin and end, by the settings or by choice. */
import type { z } from 'zod';
import { accountPatchBody, accountReply } from '../../../contract/account.ts';
import type { DayRules } from '../../../core/time/day.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { AccountDays, AccountSettings } from '../services/accountSettings.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type AccountDoor = Readonly<{
  account: AccountSettings;
  /** Told what holds from now on. */
  daysChanged: (days: DayRules) => void;
}>;

const tag = 'account';

export function addAccountRoutes(app: HttpApp, { account, daysChanged }: AccountDoor): void {
  app.get(
    '/account',
    {
      schema: readSchema(
        { tag, scope: 'any', operationId: 'showAccount', summary: 'Where days begin and end' },
        accountReply,
      ),
    },
    async (request) => format(await account.read(request.caller.accountId)),
  );
  app.patch(
    '/account',
    {
      schema: {
        ...writeSchema(
          { tag, operationId: 'editAccount', summary: 'Choose where days begin and end' },
          { 200: accountReply },
        ),
        body: accountPatchBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: async (key) => {
          const result = await account.change(request.caller, request.body, key);
          if (result.kind === 'done') daysChanged(result.days);
          return result;
        },
        format,
      }),
  );
}

function format({ days, defaults }: AccountDays): z.output<typeof accountReply> {
  return { ...days, defaults };
}
