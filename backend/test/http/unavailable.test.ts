/** A database that cannot serve right now is told apart from a bug. */
import { describe, expect, it } from 'vitest';
import { isUnavailable } from '../../src/http/unavailable.ts';

describe('a fault is worth another try', () => {
  it.each([
    { error: { code: 'SQLITE_BUSY' }, expected: true, reason: 'another process writes' },
    { error: { code: 'SQLITE_BUSY_SNAPSHOT' }, expected: true, reason: 'an extended code' },
    { error: { code: 'SQLITE_FULL' }, expected: true, reason: 'the disk is full' },
    { error: { code: 'ECONNREFUSED' }, expected: true, reason: 'PostgreSQL is down' },
    { error: { code: '57P01' }, expected: true, reason: 'PostgreSQL shuts down' },
    { error: { code: '53300' }, expected: true, reason: 'too many connections' },
    { error: { code: '40P01' }, expected: true, reason: 'a deadlock' },
    {
      error: { message: 'timeout exceeded when trying to connect' },
      expected: true,
      reason: 'the pool is exhausted',
    },
    { error: { code: 'SQLITE_CONSTRAINT_UNIQUE' }, expected: false, reason: 'a broken rule' },
    { error: { code: 'SQLITE_ERROR' }, expected: false, reason: 'wrong SQL' },
    { error: { code: '23505' }, expected: false, reason: 'a broken rule on PostgreSQL' },
    { error: { message: 'Invariant broken: x' }, expected: false, reason: 'a bug' },
  ])('$expected: $reason', ({ error, expected }) => {
    expect(isUnavailable(Object.assign(new Error(), error))).toBe(expected);
  });
});
