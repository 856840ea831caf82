/** The typed client's call about the account. */
import { accountReply } from './account.ts';
import { callsWith, type Send } from './call.ts';

export function accountCalls(send: Send) {
  const { get } = callsWith(send);
  return { account: () => get('/api/account', accountReply) };
}
