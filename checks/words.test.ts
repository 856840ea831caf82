import { describe, expect, it } from 'vitest';
import { violations } from './words.ts';

const refused: readonly string[] = [
  '// TODO later',
  ' * FIXME: mend',
  '# XXX',
  '<!-- TODO -->',
  'cd /work/main && npm test',
  'open("/tmp/a.db")',
  "const file = '/home/anna/compass.db';",
  '"resolved": "a"',
  'https://registry.npmjs.org/zod',
];

const accepted: readonly string[] = [
  "const status = 'TODO';",
  'https://example.org/work/a',
  'GET /api/v9/tmp/a',
  "join(tmpdir(), 'compass')",
  'core/work/a.ts',
];

describe('words', () => {
  it.each(refused)('refuse %s', (text) => {
    expect(violations([{ path: 'docs/a.md', text: `first\n${text}` }])).toEqual([
      expect.stringMatching(/^docs\/a\.md:2 \w/),
    ]);
  });

  it.each(accepted)('accept %s', (text) => {
    expect(violations([{ path: 'docs/a.md', text }])).toEqual([]);
  });
});
