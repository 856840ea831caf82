import { describe, expect, test } from 'vitest';
import { adoptedLink, givenBack, projectOrAdopted } from './adoptForeign.ts';
import type { EntryFields } from './entry.ts';
import { isRunningInToggl, type Link } from './link.ts';
import { observed } from './observation.fixture.ts';
import { plan } from './plan.ts';
import type { Action } from './step.ts';
import { itemOf, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

/** A human's timer in project 3, with a text and a tag of their own. */
const timer = entryWith({
  id: 55,
  workspaceId: 9,
  description: 'Call with Ann',
  projectId: 3,
  tags: ['billable'],
  stopSecond: null,
  modifiedAt: 1_001_000,
});
const owner = { sliceId: 'a', categoryId: 'books', togglUserId: 1 };
const wanted = fieldsWith({ projectId: 3, stopSecond: null });
const adopted = () => adoptedLink(owner, { entry: timer, text: wanted.description });

function planned(link: Link, desired: EntryFields) {
  return plan(worldWith({ items: [itemOf(link, desired)] })).map(({ action }) => action);
}

const writesProject = (action: Action) =>
  action.kind === 'edit' && action.difference.project !== null;

describe('a timer that was taken over', () => {
  test('gets our tag beside those of its human, and keeps its text', () => {
    expect(planned(adopted(), wanted)).toEqual([
      {
        kind: 'edit',
        sliceId: 'a',
        entryId: 55,
        difference: {
          description: null,
          project: null,
          tags: { kind: 'add', tags: ['compass'], ours: ['compass'] },
          times: null,
        },
      },
    ]);
  });

  test('gets the project of its category in the same call', () => {
    expect(planned(adopted(), { ...wanted, projectId: 11 })).toMatchObject([
      { kind: 'edit', difference: { project: { id: 11 }, tags: { kind: 'add' } } },
    ]);
  });

  test('gets our text once another one is wanted', () => {
    expect(planned(adopted(), { ...wanted, description: 'Email' })).toMatchObject([
      { difference: { description: 'Email' } },
    ]);
  });

  test('runs as ours, in the workspace it was started in', () => {
    const link = adopted();
    expect(isRunningInToggl(link)).toBe(true);
    expect(link.workspaceId).toBe(9);
    expect(planned(link, { ...wanted, tags: [], stopSecond: 2000 })).toMatchObject([
      { kind: 'stop', entryId: 55 },
    ]);
  });

  test('is no news when it is read again, nor a stranger’s', () => {
    const { told, foreignRunning } = observed(
      { links: [adopted()], entries: [timer] },
      { a: wanted },
    );
    expect(told).toEqual([]);
    expect(foreignRunning).toEqual([]);
  });
});

describe('the project wanted of a timer that was taken over', () => {
  test.each([
    { reason: 'is the human’s where the category has none', ownId: null, wanted: 3 },
    { reason: 'is the category’s where it has one', ownId: 11, wanted: 11 },
    {
      reason: 'is the human’s where Toggl refused the category’s',
      ownId: 11,
      refusedProjectId: 11,
      wanted: 3,
    },
    { reason: 'is none where Toggl refused the human’s', refusedProjectId: 3, wanted: null },
    {
      reason: 'is the human’s where the category has none any more and Toggl refused it before',
      refusedProjectId: 11,
      wanted: 3,
    },
    { reason: 'is none once the category is another', categoryId: 'tea', wanted: null },
  ])('$reason', ({ ownId = null, refusedProjectId = null, categoryId = 'books', wanted }) => {
    const link = { ...adopted(), refusedProjectId };
    expect(projectOrAdopted(link, { categoryId, ownId })).toBe(wanted);
  });

  test('is none where nothing was taken over and the category has none', () => {
    const link = { adopted: null, refusedProjectId: null };
    expect(projectOrAdopted(link, { categoryId: 'books', ownId: null })).toBeNull();
  });
});

describe('a timer that is given back', () => {
  test('is the human’s as it was taken over', () => {
    expect(givenBack(adopted())).toEqual({ entry: timer, text: 'Coding', asked: {} });
  });

  test('is owed nothing where it was made here', () => {
    const made = { ...adopted(), adopted: null };
    expect(givenBack(made)).toEqual({ entry: timer, text: 'Coding', asked: {} });
  });

  type Asked = Readonly<{ reason: string; held: Link['held']; asked: object }>;
  const askedCases: readonly Asked[] = [
    { reason: 'its start', held: ['start'], asked: { startSecond: 1000 } },
    { reason: 'its stop', held: ['stop'], asked: { stopSecond: null } },
    { reason: 'both', held: ['start', 'stop'], asked: { startSecond: 1000, stopSecond: null } },
    { reason: 'its project alone', held: ['project'], asked: {} },
  ];

  test.each(askedCases)('keeps our times where $reason is asked about', ({ held, asked }) => {
    const edited = { ...fieldsWith(), startSecond: 900, stopSecond: 1050 };
    const back = givenBack({ ...adopted(), observed: edited, held });
    expect(back?.asked).toEqual(asked);
    expect(back?.entry).toMatchObject({ startSecond: 900, stopSecond: 1050 });
    if (back === null) return;
    const again = adoptedLink(owner, back);
    expect(again.applied).toMatchObject({ startSecond: 900, stopSecond: 1050, ...asked });
  });

  test('needs no second tag of ours where it has one', () => {
    const marked = { ...timer, tags: ['billable', 'compass'] };
    const link = adoptedLink(owner, { entry: marked, text: wanted.description });
    expect(planned(link, wanted)).toEqual([]);
  });

  test('is as it was seen last', () => {
    const stopped = { ...timer, stopSecond: 1050, modifiedAt: 1_050_000 };
    const seen = observed({ links: [adopted()], entries: [stopped] }, { a: wanted });
    const asked = { stopSecond: null };
    expect(seen.links.map(givenBack)).toEqual([{ entry: stopped, text: 'Coding', asked }]);
  });

  type Case = Readonly<{
    reason: string;
    fields: Partial<Link>;
    projectId: number;
    isOwed: boolean;
  }>;
  const ours = { ...fieldsWith({ projectId: 11 }), stopToleranceSeconds: 0 } as const;
  const ofOurs = { ...fieldsWith(), projectId: 11 };
  const cases: readonly Case[] = [
    { reason: 'is in ours', fields: { applied: ours }, projectId: 3, isOwed: true },
    { reason: 'may be in ours', fields: { doubted: ['project'] }, projectId: 3, isOwed: true },
    {
      reason: 'is in one that its human chose since',
      fields: { applied: ours, observed: { ...ofOurs, projectId: 5 }, held: ['project'] },
      projectId: 5,
      isOwed: false,
    },
    {
      reason: 'is in ours, after one that its human chose was kept',
      fields: { applied: ours, kept: { insteadOfId: 3, projectId: 5 } },
      projectId: 5,
      isOwed: true,
    },
    {
      reason: 'was deleted',
      fields: { applied: ours, state: { kind: 'gone' } },
      projectId: 11,
      isOwed: false,
    },
  ];

  test.each(cases)('is owed its former project where it $reason', (given) => {
    const { fields, projectId, isOwed } = given;
    const back = givenBack({ ...adopted(), observed: ofOurs, ...fields });
    expect(back?.entry.projectId).toBe(projectId);
    expect(back?.owed).toEqual(isOwed ? { togglUserId: 1, retryAt: 0 } : undefined);
    if (back === null) return;
    const again = adoptedLink(owner, back);
    expect(planned(again, { ...wanted, projectId }).some(writesProject)).toBe(isOwed);
  });

  test.each<{ reason: string; link: () => Link }>([
    { reason: 'is gone', link: () => ({ ...adopted(), entryId: null }) },
    { reason: 'was never written', link: () => ({ ...adopted(), applied: null }) },
    { reason: 'was never seen', link: () => ({ ...adopted(), observed: null }) },
  ])('is nothing where the entry $reason', ({ link }) => {
    expect(givenBack(link())).toBeNull();
  });
});
