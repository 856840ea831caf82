import { expect, test } from 'vitest';
import { type Action, pressed } from './actions.ts';

const action = (keys: string | null): Action => ({
  id: keys ?? 'none',
  group: 'App',
  label: '',
  keys,
  run: () => {},
});
const actions = [action('x'), action('g d'), action('g t'), action(null)];

test.each([
  { reason: 'a key alone', begun: '', key: 'x', does: { kind: 'run', action: actions[0] } },
  { reason: 'the first of two', begun: '', key: 'g', does: { kind: 'begun', keys: 'g' } },
  { reason: 'the second of two', begun: 'g', key: 't', does: { kind: 'run', action: actions[2] } },
  { reason: 'a slip, then a key', begun: 'g', key: 'x', does: { kind: 'run', action: actions[0] } },
  { reason: 'a slip', begun: 'g', key: 'q', does: { kind: 'nothing' } },
  { reason: 'a key of nothing', begun: '', key: 'q', does: { kind: 'nothing' } },
])('a key does what it is for: $reason', ({ begun, key, does }) => {
  expect(pressed(actions, begun, key)).toEqual(does);
});
