/** The tables of triggers, taps, rules, signing keys and watches, as schema.ts tells. */
import type { Flag } from './flag.ts';

export type AutomationTriggerTable = {
  id: string;
  account_id: string;
  name: string;
  folded_name: string;
  kind: string;
  /** What it does in each state and how it is tapped, as JSON: core/automations/trigger.ts. */
  definition: string;
  /** `api` or `file`. */
  origin: string;
  is_paused: Flag;
  /** Of its tap URL: older ones open nothing. */
  tag_version: number;
  created_at: number;
  updated_at: number;
};

/** A tap as it was made and answered: what tells a double fire, and an off whose on comes late. */
export type FiringTable = {
  id: string;
  account_id: string;
  /** Taps are compared within a lane: those of a trigger, or those of a token. */
  lane: string;
  fingerprint: string;
  at: number;
  /** As the caller named it, which may lie ahead of `at`; null where it named none. */
  named_at: number | null;
  is_at_last_stop: Flag;
  /** null for taps kept before it was. */
  token_id: string | null;
  /** What was done, as JSON, to be done again where an earlier tap arrives late. */
  action: string;
  /** As JSON, how a token called it; null for a trigger, which tells by itself. */
  manner: string | null;
  reply: string;
  began: Flag;
  change_id: string | null;
  created_at: number;
};

/** Keys that this server signs with. */
export type SigningKeyTable = {
  account_id: string;
  purpose: string;
  secret: string;
  created_at: number;
};

/** What is watched for from outside: services/automations/causes.ts. */
export type CauseWatchTable = {
  account_id: string;
  kind: string;
  /** The watch and what it holds, as JSON. */
  body: string;
  alive_at: number;
};

/** Rules between automations, asked in the order of `position`. */
export type AutomationRuleTable = {
  id: string;
  account_id: string;
  name: string;
  folded_name: string;
  position: number;
  mode: string;
  /** All but name and mode, as JSON: core/automations/rule.ts. */
  definition: string;
  created_at: number;
  updated_at: number;
};

/** What a rule held back, or would have where it is on trial. */
export type HeldSignalTable = {
  account_id: string;
  /** Of the taps it came with, or of Discord: `discord:game`. */
  lane: string;
  at: number;
  dimension: string;
  is_trial: Flag;
  doer: string;
  cause: string | null;
  /** null where it only ends what runs. */
  category: string | null;
  rule: string;
  because: string;
  until_at: number | null;
  /** `told`, `waiting`, `begun` or `gone`. */
  state: string;
  created_at: number;
};
