/**
 * Runs the action whose keys were pressed. Never while somebody types or looks at a dialogue, and
 * once for each time a key goes down: one that is held would stop, start and undo ever again.
 */
import { useWindowEvent } from '@mantine/hooks';
import { useRef } from 'react';
import { type Action, pressed } from './actions.ts';

export function Keyboard({ actions }: { actions: readonly Action[] }) {
  const begun = useRef('');
  useWindowEvent('keydown', (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target))
      return;
    const done = pressed(actions, begun.current, event.key);
    begun.current = done.kind === 'begun' ? done.keys : '';
    if (done.kind !== 'run') return;
    event.preventDefault();
    done.action.run();
  });
  return null;
}

const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';
const takesKeys = `${typing}, [role="dialog"], [role="menu"]`;

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(takesKeys) !== null;
}
