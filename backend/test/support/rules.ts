/** Rules as tests of the services need them. */
import { usuallyBound } from '../../../core/automations/doer.ts';
import type { Rule } from '../../../core/automations/rule.ts';
import { dimensions } from '../../../core/engine/slice.ts';
import type { Database } from '../../src/db/database.ts';
import { createRules } from '../../src/services/automations/rules.ts';
import type { Caller } from '../../src/services/engineCommand.ts';
import type { StoredRule } from '../../src/store/rules.ts';
import { done, morning, newTestId } from './engineWorld.ts';

type Given = Pick<Rule, 'body'> & Partial<Rule & Pick<StoredRule, 'mode'>>;

/** On, for all that rules usually bind, unless told otherwise. */
export async function keepRule(database: Database, caller: Caller, given: Given) {
  const rules = createRules({ database, now: () => morning, newId: newTestId });
  const usual = { name: `Rule ${newTestId()}`, mode: 'on', onceFree: 'start' } as const;
  const input = { ...usual, binds: usuallyBound, dimensions, ...given };
  return done(await rules.createRule(caller, input)).rule;
}
