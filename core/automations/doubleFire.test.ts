import { describe, expect, test } from 'vitest';
import { decideTap, type TapRules } from './doubleFire.ts';

const begun = { began: true, changeId: 'c1' };
const rulesOf = (fingerprint: string): TapRules => ({
  doubleFireMs: 3000,
  takesBack: { fingerprint, withinMs: 10_000, only: 'begun' },
});

type Row = Readonly<{
  reason: string;
  known: readonly (readonly [number, string, { began: boolean; changeId: string | null }?])[];
  tap: readonly [number, string];
  rules?: TapRules;
  kind: 'repeat' | 'undo' | 'act';
}>;

describe('a tap', () => {
  test.each<Row>([
    { reason: 'the first', known: [], tap: [0, 'toggle'], kind: 'act' },
    { reason: 'fired twice', known: [[0, 'toggle']], tap: [3000, 'toggle'], kind: 'repeat' },
    { reason: 'the first of two, late', known: [[900, 'on']], tap: [0, 'on'], kind: 'repeat' },
    { reason: 'another one', known: [[0, 'toggle']], tap: [1000, 'other'], kind: 'act' },
    { reason: 'on purpose', known: [[0, 'toggle']], tap: [3001, 'toggle'], kind: 'undo' },
    { reason: 'ten seconds on', known: [[0, 'toggle']], tap: [10_000, 'toggle'], kind: 'undo' },
    { reason: 'later', known: [[0, 'toggle']], tap: [10_001, 'toggle'], kind: 'act' },
    {
      reason: 'off lies between',
      known: [
        [0, 'on'],
        [1000, 'off'],
      ],
      tap: [2000, 'on'],
      kind: 'act',
    },
    {
      reason: 'a stop is not taken back',
      known: [[0, 'toggle', { began: false, changeId: 'c1' }]],
      tap: [5000, 'toggle'],
      kind: 'act',
    },
    {
      reason: 'what changed nothing cannot be taken back',
      known: [[0, 'toggle', { began: true, changeId: null }]],
      tap: [5000, 'toggle'],
      kind: 'act',
    },
    {
      reason: 'the clock stepped back an hour',
      known: [[3_600_000, 'toggle']],
      tap: [0, 'toggle'],
      kind: 'act',
    },
    {
      reason: 'a program is taken at its word',
      known: [[0, 'toggle']],
      tap: [0, 'toggle'],
      rules: { doubleFireMs: null, takesBack: null },
      kind: 'act',
    },
  ])('is $kind: $reason', ({ known, tap, kind, rules }) => {
    const taps = known.map(([at, fingerprint, told = begun]) => {
      return { at, namedAt: null, fingerprint, ...told };
    });
    const [at, fingerprint] = tap;
    const own = rules ?? rulesOf(fingerprint);
    expect(decideTap(taps, { at, namedAt: null, fingerprint }, own).kind).toBe(kind);
  });

  test.each([
    { reason: 'the same instant', namedAt: 30_000, fingerprint: 'toggle', kind: 'repeat' },
    { reason: 'another instant', namedAt: 30_001, fingerprint: 'toggle', kind: 'act' },
    { reason: 'another tap', namedAt: 30_000, fingerprint: 'other', kind: 'act' },
    { reason: 'no instant', namedAt: null, fingerprint: 'toggle', kind: 'act' },
  ])('that names $reason as one taken for earlier is $kind', ({ namedAt, fingerprint, kind }) => {
    const known = [{ at: 0, namedAt: 30_000, fingerprint: 'toggle', ...begun }];
    const tap = { at: 30_000, namedAt, fingerprint };
    expect(decideTap(known, tap, rulesOf(fingerprint)).kind).toBe(kind);
  });
});
