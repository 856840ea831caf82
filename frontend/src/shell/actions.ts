/**
 * Everything that can be done from anywhere: one list for the command palette, the keyboard and
 * the page of keys, so that none of them knows an action that the others do not.
 *
 * `keys` are pressed one after the other, `g d`; null where an action has none.
 */
export type Action = Readonly<{
  id: string;
  group: 'Page' | 'Pages' | 'Now' | 'Start' | 'App';
  label: string;
  keys: string | null;
  run: () => void;
}>;

/**
 * What a key does after those pressed before it: an action, the first half of one, or nothing.
 * A key that goes on with nothing begins anew, so a slip costs one key.
 */
type Pressed =
  | Readonly<{ kind: 'run'; action: Action }>
  | Readonly<{ kind: 'begun'; keys: string }>
  | Readonly<{ kind: 'nothing' }>;

export function pressed(actions: readonly Action[], begun: string, key: string): Pressed {
  const inFull = begun === '' ? key : `${begun} ${key}`;
  const action = actions.find(({ keys }) => keys === inFull);
  if (action !== undefined) return { kind: 'run', action };
  if (actions.some(({ keys }) => keys?.startsWith(`${inFull} `))) {
    return { kind: 'begun', keys: inFull };
  }
  return begun === '' ? { kind: 'nothing' } : pressed(actions, '', key);
}
