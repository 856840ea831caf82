/** Our project of an entry whose workspace is no longer the connected one. */
import { describe, expect, test } from 'vitest';
import { ownProjectOf } from './ownProject.ts';
import { entry, settled } from './settle.fixture.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import { forgetEntry, retireEntry } from './vanish.ts';
import { answeredLink } from './warningActions.ts';

const ours = fieldsWith({ projectId: 11 });
const theirs = fieldsWith({ projectId: 99 });
const linked = linkedTo(1, ours);

const nothingElse = { description: null, tags: null, times: null, project: null };

function edited(project: Readonly<{ id: number | null }> | null) {
  const link = { ...linkedTo(1, theirs), ownProject: { id: 11 } };
  const difference = { ...nothingElse, project };
  const action = { kind: 'edit', sliceId: 'a', entryId: 1, difference } as const;
  return settled(link, action, entry({ projectId: project?.id ?? 99 }), { desired: ours }).link;
}

describe('our project of an entry', () => {
  test.each([
    { reason: 'what we last wrote', link: linked, id: 11 },
    { reason: 'none where nothing was written', link: linkOf('a'), id: null },
    { reason: 'what is kept, where it was', link: { ...linked, ownProject: { id: 12 } }, id: 12 },
    { reason: 'none where that is kept', link: { ...linked, ownProject: { id: null } }, id: null },
  ])('is $reason', ({ link, id }) => {
    expect(ownProjectOf(link)).toBe(id);
  });

  test('outlives the entry, however often that is made again', () => {
    const retired = retireEntry(linked, 1);
    expect(retired).toMatchObject({ applied: null, ownProject: { id: 11 } });
    expect(forgetEntry({ ...retired, entryId: 2 }, 2).ownProject).toEqual({ id: 11 });
  });

  test('is not the human’s that it is to take the place of', () => {
    const held = linkedTo(1, ours, { observed: theirs, held: ['project'] });
    const asked = { kind: 'project-changed', entryId: 1, fields: ['project'] } as const;
    const versions = { ours: { projectId: 11 }, timerys: { projectId: 99 } };
    const link = answeredLink(held, { ...asked, ...versions }, 'restore');
    expect(link.applied?.projectId).toBe(99);
    expect(ownProjectOf(link)).toBe(11);
    const times = { kind: 'time-changed', entryId: 1, ...versions, fields: ['start'] } as const;
    expect(answeredLink(held, times, 'restore').ownProject).toBeNull();
  });

  test('is what was written, once it is, and kept by another write', () => {
    expect(edited({ id: 11 }).ownProject).toBeNull();
    expect(edited(null).ownProject).toEqual({ id: 11 });
  });

  test('is what the new entry was made with', () => {
    const times = { attemptedAt: 0, firstAttemptedAt: 0, number: 1, mayRun: false };
    const attempt = { ...times, fields: ours, isOvertaken: false };
    const link = linkOf('a', { ownProject: { id: 12 }, state: { kind: 'pending', attempt } });
    const action = { kind: 'create', sliceId: 'a', fields: ours } as const;
    const made = settled(link, action, entry({ projectId: 11 }));
    expect(made.link).toMatchObject({ ownProject: null, applied: { projectId: 11 } });
  });
});
