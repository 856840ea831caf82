import { describe, expect, it } from 'vitest';
import { readFlags } from './flags.ts';

const read = (words: string) => readFlags(words.split(' ').filter(Boolean), 'Europe/Berlin');

describe('the words on the command line', () => {
  it('name a file, a plan, Timery’s requests and a zone', () => {
    expect(read('a.csv --plan starter --timery 12 --zone Asia/Tokyo')).toEqual({
      kind: 'ok',
      flags: { file: 'a.csv', plan: 'starter', timeryPerHour: 12, timeZone: 'Asia/Tokyo' },
    });
  });

  it('need only the file', () => {
    expect(read('a.csv')).toEqual({
      kind: 'ok',
      flags: { file: 'a.csv', plan: 'free', timeryPerHour: 5, timeZone: 'Europe/Berlin' },
    });
    expect(read('--help')).toMatchObject({ kind: 'usage' });
  });

  const bad = [
    { reason: 'no file', words: '--plan free', line: 'needs one file' },
    { reason: 'two files', words: 'a.csv b.csv', line: 'needs one file' },
    {
      reason: 'a plan that Toggl does not have',
      words: 'a.csv --plan gold',
      line: 'free, starter',
    },
    { reason: 'no number for Timery', words: 'a.csv --timery few', line: '0 to 60' },
    { reason: 'more for Timery than an hour has', words: 'a.csv --timery 61', line: '0 to 60' },
    { reason: 'a zone that is none', words: 'a.csv --zone Mars', line: 'no IANA zone' },
    { reason: 'an unknown word', words: 'a.csv --fast', line: 'does not know' },
  ];

  it.each(bad)('are refused in one line: $reason', ({ words, line }) => {
    expect(read(words)).toEqual({ kind: 'bad', line: expect.stringContaining(line) });
  });
});
