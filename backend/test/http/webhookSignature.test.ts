import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSigned } from '../../src/http/webhookSignature.ts';

const file = join(import.meta.dirname, '../../../toggl/recorded/signature-vectors.json');
type Vector = Readonly<{ secret: string; body: string; value: string }>;
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };

describe("the signature of Toggl's documentation", () => {
  it.each(vectors)('is found right: $value', ({ secret, body, value }) => {
    expect(isSigned(Buffer.from(body), value, secret)).toBe(true);
  });

  it.each([
    { change: (v: Vector) => ({ ...v, body: `${v.body} ` }), reason: 'one byte more' },
    { change: (v: Vector) => ({ ...v, secret: `${v.secret}x` }), reason: 'another secret' },
    { change: (v: Vector) => ({ ...v, value: v.value.slice(7) }), reason: 'no prefix' },
    { change: (v: Vector) => ({ ...v, value: v.value.slice(0, -2) }), reason: 'too short' },
    { change: (v: Vector) => ({ ...v, value: '' }), reason: 'none at all' },
    {
      change: (v: Vector) => ({
        ...v,
        value: v.value.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      }),
      reason: 'one digit differs',
    },
  ])('is found wrong with $reason', ({ change }) => {
    for (const vector of vectors) {
      const { body, value, secret } = change(vector);
      expect(isSigned(Buffer.from(body), value, secret)).toBe(false);
    }
  });
});
