/** The table of what a person has looked at, as schema.ts tells. */
import type { Flag } from './flag.ts';

/** Time that is not asked about again: core/closing/accepted.ts. */
export type AcceptedTable = {
  id: string;
  account_id: string;
  /** null for free time. */
  slice_id: string | null;
  start_at: number;
  end_at: number;
  /** The command that accepted it, or that last took it back or brought it again. */
  change_id: string;
  is_taken_back: Flag;
};
