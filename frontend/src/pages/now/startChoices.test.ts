import { expect, test } from 'vitest';
import { recentNames, searchChoices } from './startChoices.ts';

const categories = ['Coding', 'Cooking', 'Mail', 'Old job'].map((name) => ({
  name,
  isArchived: name === 'Old job',
}));
const search = (typed: string, recent: readonly string[] = []) =>
  searchChoices({ typed, categories, recent, most: 3 });

test('what ran lately is offered once, the latest first, in its dimension', () => {
  const ran = (category: string, dimension: 'PRIMARY' | 'SOCIAL' = 'PRIMARY') => ({
    dimension,
    category,
  });
  const slices = [ran('Mail'), ran('Call', 'SOCIAL'), ran('Coding'), ran('Mail'), ran('Reading')];
  expect(recentNames(slices, { dimension: 'PRIMARY', most: 2 })).toEqual(['Mail', 'Coding']);
});

const known = (...names: string[]) => names.map((name) => ({ kind: 'known', name }));

test.each([
  { reason: 'nothing is typed', typed: '', offered: known('Coding', 'Cooking', 'Mail') },
  {
    reason: 'a name begins so',
    typed: 'co',
    offered: [...known('Coding', 'Cooking'), { kind: 'new', name: 'co' }],
  },
  {
    reason: 'a name holds it',
    typed: 'ai',
    offered: [...known('Mail'), { kind: 'new', name: 'ai' }],
  },
  { reason: 'it is a name, in other case', typed: ' MAIL ', offered: known('Mail') },
  {
    reason: 'it is an archived name, which a start brings back',
    typed: 'old job',
    offered: [{ kind: 'archived', name: 'Old job' }],
  },
  {
    reason: 'nothing is called so',
    typed: 'Sailing',
    offered: [{ kind: 'new', name: 'Sailing' }],
  },
])('a search offers what fits where $reason', ({ typed, offered }) => {
  expect(search(typed)).toEqual(offered);
});

test('a search offers what ran lately before the rest', () => {
  expect(search('', ['Mail'])).toEqual(known('Mail', 'Coding', 'Cooking'));
});

test('a search offers the whole name before one that ran lately and begins so', () => {
  const found = searchChoices({
    typed: 'work',
    categories: ['Work', 'Workout'].map((name) => ({ name, isArchived: false })),
    recent: ['Workout'],
    most: 3,
  });
  expect(found).toEqual(known('Work', 'Workout'));
});

test('a search offers an archived name once, though it ran lately', () => {
  expect(search('old job', ['Old job'])).toEqual([{ kind: 'archived', name: 'Old job' }]);
});
