import { expect, test } from 'vitest';
import { bucketOf, workspaceOf } from './payer.ts';
import type { Action } from './step.ts';
import { itemOf, linkOf, worldWith } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

const connection = {
  workspaceId: 7,
  workspaces: [
    { id: 7, organizationId: 70 },
    { id: 9, organizationId: 90 },
  ],
};
const fields = fieldsWith();
const nothing = { description: null, project: null, tags: null, times: null };

type Case = Readonly<{ action: Action; workspaceId: number; bucket: string }>;

const cases: readonly Case[] = [
  {
    action: { kind: 'create', sliceId: 'here', fields },
    workspaceId: 7,
    bucket: 'organization:70',
  },
  {
    action: { kind: 'create', sliceId: 'elsewhere', fields },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'create', sliceId: 'unknown', fields },
    workspaceId: 7,
    bucket: 'organization:70',
  },
  {
    action: { kind: 'stop', sliceId: 'elsewhere', entryId: 1 },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'edit', sliceId: 'elsewhere', entryId: 1, difference: nothing },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'delete', sliceId: 'elsewhere', entryId: 1 },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'stop-foreign', entryId: 1, workspaceId: 9 },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'return-project', entryId: 1, workspaceId: 9, projectId: null },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'edit-many', entries: [], workspaceId: 9, description: null, project: null },
    workspaceId: 9,
    bucket: 'organization:90',
  },
  {
    action: { kind: 'search', startDate: '', endDate: '', firstRowNumber: null },
    workspaceId: 7,
    bucket: 'organization:70',
  },
  { action: { kind: 'observe', sinceSecond: 0 }, workspaceId: 7, bucket: 'user' },
  { action: { kind: 'look-running' }, workspaceId: 7, bucket: 'user' },
];

test.each(cases)('$action.kind goes to workspace $workspaceId and is paid by $bucket', (given) => {
  const links = [linkOf('here'), linkOf('elsewhere', { workspaceId: 9 })];
  const world = worldWith({ items: links.map((link) => itemOf(link, fields)) });
  expect(workspaceOf({ connection, world }, given.action)).toBe(given.workspaceId);
  expect(bucketOf({ connection, world }, given.action)).toBe(given.bucket);
});
