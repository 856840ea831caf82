/** Rules that change: what they held back may be free now. See commandThenNudge.ts. */
import type { RuleKeeping } from './automations/rules.ts';
import { after, type Followers } from './nudge.ts';

export type RuleCommands = RuleKeeping;

type RuleParts = Readonly<{ rules: RuleKeeping }> & Followers;

export function ruleCommands({ rules, announce }: RuleParts): RuleCommands {
  const tell = (accountId: string) => () => announce(accountId, { kind: 'rules' });
  return {
    createRule: async (caller, input, idempotency) =>
      after(await rules.createRule(caller, input, idempotency), tell(caller.accountId)),
    patchRule: async (caller, input, idempotency) =>
      after(await rules.patchRule(caller, input, idempotency), tell(caller.accountId)),
    removeRule: async (caller, input, idempotency) =>
      after(await rules.removeRule(caller, input, idempotency), tell(caller.accountId)),
  };
}
