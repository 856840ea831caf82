/** Triggers, and the rules between automations. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ruleReply } from '../../../contract/rules.ts';
import type { triggerReply } from '../../../contract/triggers.ts';
import { bodyOf } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';
import { useCommand } from './useCommand.ts';

type Trigger = z.output<typeof triggerReply>;
type Rule = z.output<typeof ruleReply>;
export type RuleMode = Rule['mode'];

export function useTriggers() {
  const { api } = useServer();
  return useQuery({ queryKey: queryKeys.triggers, queryFn: () => bodyOf(api.triggers()) });
}

export function usePauseTrigger() {
  return useCommand({
    send: (api, { name, isPaused }: Pick<Trigger, 'name' | 'isPaused'>) =>
      api.editTrigger(name, { isPaused }),
    told: ({ name, isPaused }) => `${name} is ${isPaused ? 'paused' : 'on'}.`,
    changes: ['triggers'],
    expects: [
      {
        queryKey: queryKeys.triggers,
        becomes: (known: readonly Trigger[], { name, isPaused }) =>
          known.map((trigger) => (trigger.name === name ? { ...trigger, isPaused } : trigger)),
      },
    ],
  });
}

export function useRules() {
  const { api } = useServer();
  return useQuery({ queryKey: queryKeys.rules, queryFn: () => bodyOf(api.rules()) });
}

export function useSetRuleMode() {
  return useCommand({
    send: (api, { name, mode }: Pick<Rule, 'name' | 'mode'>) => api.editRule(name, { mode }),
    told: ({ name, mode }) => `${name} is ${mode === 'trial' ? 'on trial' : mode}.`,
    changes: ['rules'],
    expects: [
      {
        queryKey: queryKeys.rules,
        becomes: (known: readonly Rule[], { name, mode }) =>
          known.map((rule) => (rule.name === name ? { ...rule, mode } : rule)),
      },
    ],
  });
}
