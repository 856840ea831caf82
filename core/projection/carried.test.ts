import { describe, expect, test } from 'vitest';
import { carriedFrom, fieldsToCreate, sentFields, sentRecord } from './carried.ts';
import { markerTag } from './entry.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const ours = fieldsWith({ tags: [markerTag, 'deep-work'] });

describe('what a human put into an entry', () => {
  test.each([
    { reason: 'nothing', observed: ours, carried: null },
    { reason: 'nothing, when it was never seen', observed: null, carried: null },
    {
      reason: 'a tag',
      observed: { ...ours, tags: [...ours.tags, 'mine'] },
      carried: { description: null, tags: ['mine'] },
    },
    {
      reason: 'a text',
      observed: { ...ours, description: 'Lunch' },
      carried: { description: 'Lunch', tags: [] },
    },
  ])('is $reason', ({ observed, carried }) => {
    expect(carriedFrom(linkedTo(1, ours, { observed }))).toEqual(carried);
  });

  test('is nothing where nothing was written', () => {
    expect(carriedFrom(linkOf('a', { observed: ours }))).toBeNull();
  });

  test('goes on the wire beside our own, each tag once', () => {
    const carried = { description: 'Lunch', tags: ['mine', 'deep-work'] };
    expect(sentFields({ fields: ours, carried })).toEqual({
      ...ours,
      description: 'Lunch',
      tags: [markerTag, 'deep-work', 'mine'],
    });
    expect(sentFields({ fields: ours, carried: { description: null, tags: [] } })).toEqual(ours);
    expect(sentFields({ fields: ours })).toEqual(ours);
  });

  test('is the text by which a lost entry is known', () => {
    const carried = { description: 'Lunch', tags: [] };
    expect(sentRecord(linkOf('a', { carried }), ours).description).toBe('Lunch');
    expect(sentRecord(linkOf('a'), ours)).toEqual(ours);
  });
});

test.each([
  { reason: 'stands in for the one wanted then', wanted: 11, projectId: 99 },
  { reason: 'gives way to another one', wanted: 12, projectId: 12 },
])('a project that was kept $reason', ({ wanted, projectId }) => {
  const link = linkOf('a', { kept: { insteadOfId: 11, projectId: 99 } });
  expect(fieldsToCreate(link, fieldsWith({ projectId: wanted })).projectId).toBe(projectId);
});
