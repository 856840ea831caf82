import { expect, test } from 'vitest';
import { recentNames, searchNames } from './startChoices.ts';

const categories = ['Coding', 'Cooking', 'Mail', 'Old job'].map((name) => ({
  name,
  isArchived: name === 'Old job',
}));
const search = (typed: string, recent: readonly string[] = []) =>
  searchNames({ typed, categories, recent, most: 3 });

test('what ran lately is offered once, the latest first, in its dimension', () => {
  const ran = (category: string, dimension: 'PRIMARY' | 'SOCIAL' = 'PRIMARY') => ({
    dimension,
    category,
  });
  const slices = [ran('Mail'), ran('Call', 'SOCIAL'), ran('Coding'), ran('Mail'), ran('Reading')];
  expect(recentNames(slices, { dimension: 'PRIMARY', most: 2 })).toEqual(['Mail', 'Coding']);
});

test.each([
  { reason: 'nothing is typed', typed: '', names: ['Coding', 'Cooking', 'Mail'], newName: null },
  { reason: 'a name begins so', typed: 'co', names: ['Coding', 'Cooking'], newName: 'co' },
  { reason: 'a name holds it', typed: 'ai', names: ['Mail'], newName: 'ai' },
  { reason: 'it is a name, in other case', typed: ' MAIL ', names: ['Mail'], newName: null },
  { reason: 'it is an archived name', typed: 'old job', names: [], newName: null },
  { reason: 'nothing is called so', typed: 'Sailing', names: [], newName: 'Sailing' },
])('a search offers what fits where $reason', ({ typed, names, newName }) => {
  expect(search(typed)).toEqual({ names, newName });
});

test('a search offers what ran lately before the rest', () => {
  expect(search('', ['Mail']).names).toEqual(['Mail', 'Coding', 'Cooking']);
});
