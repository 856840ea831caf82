import { expect, test } from 'vitest';
import { type Tap, type TapCommand, withTaps } from './taps.ts';

const idle = { primary: null, work_mode: null, social: null, segment: null };
const coding = {
  id: 'slice-1',
  category: 'Coding',
  start: '2026-11-02T09:00:00.000Z',
  source: 'FOCUS' as const,
  linkedTaskId: null,
};
const state = { ...idle, primary: coding };
const at = '2026-11-02T10:00:00.000Z';

const start = (category: string, fields: object = {}): TapCommand => ({
  kind: 'start',
  body: { dimension: 'PRIMARY', category, source: 'MANUAL', also: [], at, ...fields },
});
const stop: TapCommand = { kind: 'stop', body: { dimension: 'PRIMARY', at } };

test.each([
  { reason: 'nothing waits', commands: [], shown: { primary: coding } },
  {
    reason: 'a start waits',
    commands: [start('Mail')],
    shown: { primary: { id: 'unsent', category: 'Mail', start: at } },
  },
  { reason: 'a stop waits', commands: [stop], shown: { primary: null } },
  {
    reason: 'what runs is started again: it is the same',
    commands: [start(' coding ')],
    shown: { primary: coding },
  },
  {
    reason: 'what runs began earlier',
    commands: [start('Coding', { at: '2026-11-02T08:45:00.000Z' })],
    shown: { primary: { id: 'slice-1', start: '2026-11-02T08:45:00.000Z' } },
  },
  {
    reason: 'only the server knows when the last one stopped',
    commands: [start('Mail', { at: 'last-stop' })],
    shown: { primary: { start: at } },
  },
  {
    reason: 'a favourite starts two lanes',
    commands: [
      {
        kind: 'favorite' as const,
        favoriteId: 'f',
        at,
        starts: [
          { dimension: 'PRIMARY' as const, category: 'Writing' },
          { dimension: 'WORK_MODE' as const, category: 'Deep Work' },
        ],
      },
    ],
    shown: { primary: { category: 'Writing' }, work_mode: { category: 'Deep Work' } },
  },
  {
    reason: 'several wait: the last one counts',
    commands: [start('Mail'), stop, start('Writing')],
    shown: { primary: { category: 'Writing' } },
  },
])('what is shown is what runs where $reason', ({ commands, shown }) => {
  const waiting: Tap[] = commands.map((command, i) => ({ key: `${i}`, madeAt: at, command }));
  expect(withTaps(state, waiting)).toMatchObject(shown);
});
