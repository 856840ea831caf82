import { describe, expect, it } from 'vitest';
import { withSection } from './proof.ts';

describe('the file of proofs', () => {
  const first = withSection('# Proof\n', { command: 'npm run a', section: 'one' });

  it('takes a new section at its end', () => {
    expect(first).toBe(
      '# Proof\n\n<!-- npm run a: from here -->\n\none\n\n<!-- npm run a: to here -->\n',
    );
  });

  it('has a section replaced in its place, and the others left alone', () => {
    const both = withSection(first, { command: 'npm run b', section: 'two' });
    const again = withSection(both, { command: 'npm run a', section: 'three' });
    expect(again).toBe(both.replace('one', 'three'));
  });
});
