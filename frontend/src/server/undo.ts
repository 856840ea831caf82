/** Takes back what this browser did last; the notice of that takes it back in turn. */
import { useCommand } from './useCommand.ts';

export function useUndo() {
  return useCommand({
    send: (api, _input: undefined, key) => api.undo({}, key),
    told: () => 'Undone.',
    renews: ['state', 'slices', 'tasks', 'categories', 'reports', 'toggl'],
  });
}
