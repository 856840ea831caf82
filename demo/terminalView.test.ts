import { expect, test } from 'vitest';
import type { Snapshot } from './snapshot.ts';
import { terminalLines } from './terminalView.ts';

const snapshot: Snapshot = {
  phase: 'live',
  nowAt: Date.parse('2026-11-02T10:00:00Z'),
  timeZone: 'UTC',
  dayStartAt: Date.parse('2026-11-02T00:00:00Z'),
  speed: 1,
  connection: 'works',
  lanes: [],
  timery: null,
  buckets: [],
  pending: 0,
  held: 0,
  parked: 0,
  calls: [],
  warnings: [],
  news: [],
  figures: { transitions: 0, calls: 0, byHand: 0, differences: 0, line: 'none' },
  serverUrl: 'http://127.0.0.1:43627',
};

test('a screen of 80 columns holds the whole link that signs in', () => {
  const signIn = `${snapshot.serverUrl}/#code=${'x'.repeat(43)}`;
  const addresses = { page: 'http://127.0.0.1:43849', signIn };
  const lines = terminalLines(snapshot, addresses, { columns: 80, rows: 24 });
  expect(lines).toContain(`app  ${signIn}`);
});
