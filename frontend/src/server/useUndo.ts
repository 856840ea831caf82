/** Undo wherever it is offered: the key, the buttons, and the notice of a command. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { renew } from './freshness.ts';
import type { Change } from './ownChanges.ts';
import { useServer } from './serverContext.tsx';
import { type Undone, undo } from './undo.ts';

/** One after the other: which is the last is known once the one before is answered. */
const scope = { id: 'undo' };

export function useUndo() {
  const server = useServer();
  const queryClient = useQueryClient();
  return useMutation({
    scope,
    mutationFn: (named: Change | undefined) => undo(server, named),
    meta: { told: ({ say }: Undone) => say },
    // It may concern anything.
    onSettled: () => renew(queryClient),
  });
}
