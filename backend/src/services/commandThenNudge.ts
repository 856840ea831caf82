/**
 * The commands as every door gets them: the services' own, and after each commit a nudge to the
 * projection and an event for whoever listens, told from the result alone.
 *
 * Invariant: a nudge is never waited for and cannot fail a command. A lost one costs latency,
 * never truth: the projection compares revisions on its own. So a remembered or unchanged
 * command nudges nobody.
 */
import { type CauseCommands, causeCommands } from './nudgedCauses.ts';
import { type ClosingCommands, closingCommands } from './nudgedClosing.ts';
import { type EngineCommands, engineCommands } from './nudgedEngine.ts';
import { type HealthCommands, healthCommands } from './nudgedHealth.ts';
import { type RuleCommands, ruleCommands } from './nudgedRules.ts';
import { type TapCommands, tapCommands } from './nudgedTaps.ts';
import { type FavoriteCommands, favoriteCommands, taskCommands } from './nudgedTasks.ts';
import {
  type CategoryCommands,
  type ConnectionCommands,
  categoryCommands,
  connectionCommands,
  type FileCommands,
  fileCommands,
  type TogglCommands,
  togglCommands,
} from './nudgedToggl.ts';
import type { TaskCommands } from './tasks/tasks.ts';

export type Commands = EngineCommands &
  TapCommands &
  CauseCommands &
  RuleCommands &
  HealthCommands &
  ClosingCommands &
  TaskCommands &
  FavoriteCommands &
  CategoryCommands &
  ConnectionCommands &
  TogglCommands &
  FileCommands;

type Parts = Parameters<typeof engineCommands>[0] &
  Parameters<typeof tapCommands>[0] &
  Parameters<typeof causeCommands>[0] &
  Parameters<typeof ruleCommands>[0] &
  Parameters<typeof healthCommands>[0] &
  Parameters<typeof closingCommands>[0] &
  Parameters<typeof taskCommands>[0] &
  Parameters<typeof favoriteCommands>[0] &
  Parameters<typeof categoryCommands>[0] &
  Parameters<typeof connectionCommands>[0] &
  Parameters<typeof togglCommands>[0] &
  Parameters<typeof fileCommands>[0];

export function createCommandThenNudge(parts: Parts): Commands {
  return {
    ...engineCommands(parts),
    ...tapCommands(parts),
    ...causeCommands(parts),
    ...ruleCommands(parts),
    ...healthCommands(parts),
    ...closingCommands(parts),
    ...taskCommands(parts),
    ...favoriteCommands(parts),
    ...categoryCommands(parts),
    ...connectionCommands(parts),
    ...togglCommands(parts),
    ...fileCommands(parts),
  };
}
