import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldName, nameFrom, readName, tidyName } from './category.ts';

describe('two names are one category', () => {
  test.each([
    { reason: 'case', a: 'Deep Work', b: 'dEEP wORK' },
    { reason: 'outer blanks', a: '  Coding ', b: 'coding' },
    { reason: 'inner blanks of any kind', a: 'Deep\t \u00a0Work', b: 'deep work' },
    { reason: 'composition of accents', a: 'Cafe\u0301', b: 'CAFÉ' },
    { reason: 'a letter whose capital is two', a: 'Straße', b: 'STRASSE' },
    { reason: 'a letter that changes at the end of a word', a: 'ΟΔΟΣ', b: 'οδοσ' },
  ])('whatever the $reason', ({ a, b }) => {
    expect(foldName(a)).toBe(foldName(b));
  });

  test.each([
    { reason: 'a word more', a: 'Work', b: 'Work 2' },
    { reason: 'a blank between words', a: 'deepwork', b: 'deep work' },
    { reason: 'an accent', a: 'cafe', b: 'café' },
  ])('but not with $reason', ({ a, b }) => {
    expect(foldName(a)).not.toBe(foldName(b));
  });
});

test('a tidy name keeps its case', () => {
  expect(tidyName(' Deep \n Work ')).toBe('Deep Work');
});

describe('a name that was sent', () => {
  test('is tidied for show and folded for comparison', () => {
    expect(readName(' Deep  Work ')).toEqual({
      kind: 'name',
      name: 'Deep Work',
      foldedName: 'deep work',
    });
  });

  test.each([
    { reason: '200 letters', text: 'x'.repeat(200), kind: 'name' },
    { reason: '200 emoji, which count once each', text: '🧭'.repeat(200), kind: 'name' },
    { reason: '201 letters', text: 'x'.repeat(201), kind: 'refused' },
    { reason: 'what cannot be shown at its start', text: '\u0007Work', kind: 'refused' },
    { reason: 'nothing', text: '', kind: 'refused' },
    { reason: 'blanks only', text: ' \t ', kind: 'refused' },
    { reason: 'a control character', text: 'a\u0000b', kind: 'refused' },
    { reason: 'half an emoji', text: 'a\ud83d', kind: 'refused' },
  ])('of $reason is answered with a $kind', ({ text, kind }) => {
    const read = readName(text);
    expect(read.kind).toBe(kind);
    if (read.kind === 'refused') expect(read.refusal.code).toBe('invalid_name');
  });
});

describe('the name of another program', () => {
  test.each([
    { text: 'Client\u0085A', name: 'Client A', reason: 'a control character parts words' },
    { text: ' a\r\nb\t', name: 'a b', reason: 'line ends are blanks' },
    { text: 'a\ud83d', name: 'a', reason: 'half an emoji is left out' },
    { text: `${'x'.repeat(199)} y`, name: 'x'.repeat(199), reason: 'cut, it ends in no blank' },
    { text: '\u0000 \u0007', name: '', reason: 'nothing is left of it' },
  ])('becomes "$name": $reason', ({ text, name }) => {
    expect(nameFrom(text)).toBe(name);
  });

  test('is one that a category can have, whatever it holds', () => {
    const units = fc.array(fc.nat(0xffff), { maxLength: 300 });
    const texts = units.map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(texts, (text) => {
        const name = nameFrom(text);
        if (name !== '') expect(readName(name)).toMatchObject({ kind: 'name', name });
      }),
    );
  });
});
