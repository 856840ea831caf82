/** The tables of triggers, taps and signing keys, and of what is watched, as schema.ts tells. */
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
  /** What was done, as JSON, to be done again where an earlier tap arrives late. */
  action: string;
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

/** What is watched for from outside: services/causes.ts. */
export type CauseWatchTable = {
  account_id: string;
  kind: string;
  /** The watch and what it holds, as JSON. */
  body: string;
  alive_at: number;
};
