/**
 * Who acts, and who began what runs: an automation or a person.
 *
 * An automation is what goes off without anybody deciding it at that moment: a Focus mode, a
 * place, a webhook, a game that is seen, a sensor. A tag that is tapped and a Shortcut that is
 * started are a person acting; a rule can bind them all the same, by naming them.
 */
import type { Source } from '../engine/slice.ts';
import { type TriggerKind, triggerNamed } from './trigger.ts';

export const automations = [
  'FOCUS',
  'PLACE',
  'WEBHOOK',
  'DISCORD',
  'HEALTH',
  'NFC',
  'SHORTCUT',
] as const;
export type Automation = (typeof automations)[number];

/** What a rule binds unless it says otherwise. */
export const usuallyBound: readonly Automation[] = [
  'FOCUS',
  'PLACE',
  'WEBHOOK',
  'DISCORD',
  'HEALTH',
];

export const doers = ['PERSON', ...automations] as const;

export type Doer = Readonly<{
  by: (typeof doers)[number];
  /** The same for what begins and what ends on account of the same thing. */
  key: string;
}>;

/** A slice with who began it. */
export type Begun = Readonly<{
  category: string;
  startAt: number;
  endAt: number | null;
  doer: Doer;
}>;

type Traces = Readonly<{
  source: Source;
  /** As the journal names it; null where a call named none. */
  cause: string | null;
  tokenId: string;
  /** Of the trigger that the cause names, where it is still known. */
  triggerKind: TriggerKind | null;
}>;

/** By what a command carries, or by what the journal kept of it. */
export function doerOf({ source, cause, tokenId, triggerKind }: Traces): Doer {
  if (source === 'DISCORD') return { by: 'DISCORD', key: 'Discord' };
  const by = triggerKind ?? bySource(source, cause);
  return { by, key: cause ?? `${source} by ${tokenId}` };
}

function bySource(source: Source, cause: string | null): Doer['by'] {
  switch (source) {
    case 'FOCUS':
    case 'HEALTH':
    case 'NFC':
    case 'SHORTCUT':
      return source;
    case 'API':
      // A program that calls is its owner's; only a trigger that calls by itself is a webhook.
      return triggerNamed(cause) === null ? 'PERSON' : 'WEBHOOK';
    default:
      return 'PERSON';
  }
}
