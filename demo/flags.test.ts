import { describe, expect, it } from 'vitest';
import { readFlags } from './flags.ts';

describe('flags', () => {
  it('ask for everything at a watchable speed when none is given', () => {
    const flags = { isOnce: false, isLive: false, isFast: false, speed: 120 };
    expect(readFlags([])).toEqual({ kind: 'ok', flags });
  });

  it('are read together', () => {
    const flags = { isOnce: true, isLive: false, isFast: true, speed: 30 };
    expect(readFlags(['--once', '--fast', '--speed', '30'])).toEqual({ kind: 'ok', flags });
  });

  const refused = [
    { words: ['--quick'], line: 'The demo does not know "--quick". Try --help.' },
    {
      words: ['--speed', 'slow'],
      line: '--speed needs a number from 1 to 100000. Example: --speed 120',
    },
    {
      words: ['--once', '--live'],
      line: '--once and --live exclude each other. Choose one.',
    },
  ];

  it.each(refused)('are refused in one line: $words', ({ words, line }) => {
    expect(readFlags(words)).toEqual({ kind: 'bad', line });
  });
});
