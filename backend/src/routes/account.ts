/** The door of the account: where its days begin and end. */
import { accountReply } from '../../../contract/account.ts';
import type { DayRules } from '../../../core/time/day.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { readSchema } from './routeSchema.ts';

type AccountDoor = Readonly<{ days: DayRules }>;

const place = {
  tag: 'account',
  operationId: 'showAccount',
  summary: 'Where days begin and end',
  scope: 'track',
} as const;

export function addAccountRoute(app: HttpApp, { days }: AccountDoor): void {
  app.get('/account', { schema: readSchema(place, accountReply) }, async () => days);
}
