import { expect, test } from 'vitest';
import { markedPart, withMarkedPart } from './markedPart.ts';

const text = '# Benchmark\n\nCommands.\n';

test('adds a part at the end, and finds it again', () => {
  const written = withMarkedPart(text, 'web', '## Web\n\n10 ms');
  expect(written.startsWith(text)).toBe(true);
  expect(markedPart(written, 'web')).toBe('<!-- web -->\n## Web\n\n10 ms\n<!-- end of web -->');
});

test('replaces the part there is, and nothing beside it', () => {
  const written = `${withMarkedPart(text, 'web', '10 $& ms')}\nAfter.\n`;
  expect(withMarkedPart(written, 'web', '20 $& ms')).toBe(written.replace('10', '20'));
});

test('finds nothing where nothing is marked', () => {
  expect(markedPart(text, 'web')).toBe('');
});
