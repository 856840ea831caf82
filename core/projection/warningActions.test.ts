import { describe, expect, test } from 'vitest';
import { difference } from './difference.ts';
import type { EntryFields, Field } from './entry.ts';
import type { Link } from './link.ts';
import { linkedTo } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';
import { actionsFor, answeredLink, isSameField, keepingOf, type Matter } from './warningActions.ts';
import { offersOf, sayOffers } from './warningOffer.ts';

const trusted = { areTagActionsTrusted: true };
const at = (second: number) => new Date(second * 1000).toISOString();
const clock = (instant: number) => `s${instant / 1000}`;

/** Second 1000 to 1060 in project 11; in Toggl 990 to 1050 in project 99. */
const ours = fieldsWith({ projectId: 11 });
const seen = fieldsWith({ projectId: 99, startSecond: 990, stopSecond: 1050 });

function matter(kind: Matter['kind'], fields: readonly Field[], timerys: EntryFields): Matter {
  const version = ({ projectId, startSecond, stopSecond }: EntryFields) => ({
    projectId,
    start: at(startSecond),
    stop: stopSecond === null ? null : at(stopSecond),
  });
  return { kind, entryId: 1, ours: version(ours), timerys: version(timerys), fields };
}

/** History that was edited in Toggl: its version tells category and text as well. */
function imported(more: Readonly<Record<string, unknown>>): Matter {
  const about = matter('import-edited', ['start', 'stop'], seen);
  return { ...about, timerys: { ...about.timerys, ...more } };
}

function heldLink(held: readonly Field[], observed: EntryFields = seen): Link {
  return linkedTo(1, ours, { observed, held });
}

describe('a matter of', () => {
  const matters = [
    { reason: 'a start', kind: 'time-changed', fields: ['start'], kept: { startSecond: 990 } },
    { reason: 'an end', kind: 'time-changed', fields: ['stop'], kept: { stopSecond: 1050 } },
    { reason: 'a stop', kind: 'stopped-in-timery', fields: ['stop'], kept: { stopSecond: 1050 } },
    { reason: 'a project', kind: 'project-changed', fields: ['project'], kept: {} },
    {
      reason: 'both ends',
      kind: 'time-changed',
      fields: ['start', 'stop'],
      kept: { startSecond: 990, stopSecond: 1050 },
    },
  ] as const;

  test.each(matters)('$reason: nothing is written once it is kept', ({ kind, fields, kept }) => {
    const link = answeredLink(heldLink(fields), matter(kind, fields, seen), 'keep');
    expect(link.held).toEqual([]);
    expect(difference({ ...ours, ...kept }, link, trusted)).toBeNull();
  });

  test.each(matters)('$reason: ours is written once it is restored', ({ kind, fields }) => {
    const link = answeredLink(heldLink(fields), matter(kind, fields, seen), 'restore');
    const isTime = kind !== 'project-changed';
    expect(link.held).toEqual([]);
    expect(difference(ours, link, trusted)).toEqual({
      description: null,
      tags: null,
      times: isTime ? { startSecond: 1000, stopSecond: 1060 } : null,
      project: isTime ? null : { id: 11 },
    });
  });

  test.each(matters)('$reason: other fields stay held', ({ kind, fields }) => {
    const all: readonly Field[] = ['start', 'stop', 'project'];
    const left = all.filter((field) => !(fields as readonly Field[]).includes(field));
    for (const action of ['keep', 'restore'] as const) {
      expect(answeredLink(heldLink(all), matter(kind, fields, seen), action).held).toEqual(left);
    }
  });

  test.each(matters)('$reason stays held where it was changed again', ({ kind, fields }) => {
    const again = fieldsWith({ projectId: 98, startSecond: 980, stopSecond: 1040 });
    const asked = matter(kind, fields, seen);
    expect(answeredLink(heldLink(fields, again), asked, 'keep').held).toEqual(fields);
    expect(answeredLink(heldLink(fields, again), asked, 'restore').held).toEqual([]);
  });
});

describe('a kept project', () => {
  const matterOf = matter('project-changed', ['project'], seen);
  const link = answeredLink(heldLink(['project']), matterOf, 'keep');

  test('gives way to another one that is wanted, and is not brought back', () => {
    const desired = { ...ours, projectId: 12 };
    expect(difference(desired, link, trusted)?.project).toEqual({ id: 12 });
    const moved = { ...link, applied: link.applied && { ...link.applied, projectId: 12 } };
    expect(difference(ours, moved, trusted)?.project).toEqual({ id: 11 });
  });

  test('is forgotten once ours is put back', () => {
    const held = { ...link, held: ['project'] as const };
    expect(answeredLink(held, matterOf, 'restore').kept).toBeNull();
  });

  test('outlives an answer about times', () => {
    const times = matter('time-changed', ['start'], seen);
    expect(answeredLink({ ...link, held: ['start'] }, times, 'keep').kept).toEqual(link.kept);
  });
});

describe('a deleted entry', () => {
  const asked = matter('deleted-in-timery', ['entry'], seen);
  const gone: Link = { ...heldLink([]), state: { kind: 'gone' } };

  test.each(['keep', 'restore'] as const)(
    'is forgotten by %s, so that it may be made',
    (action) => {
      const link = answeredLink(gone, asked, action);
      expect(link).toMatchObject({
        state: { kind: 'wanted' },
        entryId: null,
        deletedEntryIds: [1],
      });
    },
  );

  test('leaves what a human put into it to the one that takes its place', () => {
    const tagged: Link = { ...gone, observed: { ...seen, tags: [...seen.tags, 'mine'] } };
    expect(answeredLink(tagged, asked, 'restore').carried).toEqual({
      description: null,
      tags: ['mine'],
    });
    expect(answeredLink(tagged, asked, 'keep').carried).toBeNull();
  });

  test('of before leaves the present one alone', () => {
    const other: Link = { ...heldLink([]), entryId: 2 };
    for (const action of ['keep', 'restore'] as const) {
      const { state, entryId } = answeredLink(other, asked, action);
      expect({ state, entryId }).toEqual({ state: { kind: 'linked' }, entryId: 2 });
    }
    expect(answeredLink({ ...gone, state: { kind: 'linked' } }, asked, 'keep').entryId).toBe(1);
    expect(answeredLink({ ...gone, entryId: 2 }, asked, 'keep').state.kind).toBe('gone');
  });
});

test.each(['dismiss', 'adopt'] as const)('to %s changes nothing of a link', (action) => {
  const link = heldLink(['start']);
  expect(answeredLink(link, matter('refused', [], seen), action)).toBe(link);
});

test('an answer about what was never written or seen changes nothing', () => {
  for (const fields of [{ applied: null }, { observed: null }]) {
    const link = { ...heldLink(['start']), ...fields };
    for (const action of ['keep', 'restore'] as const) {
      expect(answeredLink(link, matter('time-changed', ['start'], seen), action)).toBe(link);
    }
  }
});

const running = { ...seen, stopSecond: null };
const openOurs = { ...ours, stopSecond: null };

test.each([
  { kind: 'time-changed', actions: ['keep', 'restore'] },
  { kind: 'project-changed', actions: ['keep', 'restore'] },
  { kind: 'stopped-in-timery', actions: ['keep', 'restore'] },
  { kind: 'deleted-in-timery', actions: ['keep', 'restore'] },
  { kind: 'foreign-stopped', actions: ['dismiss'] },
  { kind: 'copy-running', actions: ['dismiss'] },
  { kind: 'another-compass', actions: ['dismiss'] },
  { kind: 'never-shown', actions: ['dismiss'] },
  { kind: 'create-doubtful', actions: ['dismiss'] },
  { kind: 'project-refused', actions: ['dismiss'] },
  { kind: 'refused', actions: ['dismiss'] },
  { kind: 'copies-imported', actions: ['dismiss'] },
  { kind: 'import-edited', actions: ['keep', 'dismiss'] },
  { kind: 'import-deleted', actions: ['keep', 'dismiss'] },
  { kind: 'started-in-timery', actions: ['adopt', 'keep'] },
] as const)('$kind offers $actions', ({ kind, actions }) => {
  expect(actionsFor({ kind })).toEqual(actions);
});

test.each([
  {
    reason: 'a start',
    about: matter('time-changed', ['start'], seen),
    keeping: { kind: 'edit', startAt: 990_000 },
    offer: 'keep: start at s990 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'an end',
    about: matter('time-changed', ['stop'], seen),
    keeping: { kind: 'edit', endAt: 1_050_000 },
    offer: 'keep: end at s1050 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'both',
    about: matter('time-changed', ['start', 'stop'], seen),
    keeping: { kind: 'edit', startAt: 990_000, endAt: 1_050_000 },
    offer:
      'keep: start at s990 and end at s1050 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'that it runs',
    about: matter('time-changed', ['stop'], running),
    keeping: { kind: 'edit', endAt: null },
    offer: 'keep: run on here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'a stop of what runs',
    about: {
      ...matter('stopped-in-timery', ['stop'], seen),
      ours: { start: at(1000), stop: null },
    },
    keeping: { kind: 'edit', endAt: 1_050_000 },
    offer: 'keep: stop at s1050 as in Timery. restore: let it run in Toggl again.',
  },
  {
    reason: 'a start of what runs',
    about: { ...matter('time-changed', ['start'], seen), ours: { start: at(1000), stop: null } },
    keeping: { kind: 'edit', startAt: 990_000 },
    offer: 'keep: start at s990 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'start and stop of what runs',
    about: {
      ...matter('time-changed', ['start', 'stop'], seen),
      ours: { start: at(1000), stop: null },
    },
    keeping: { kind: 'edit', startAt: 990_000, endAt: 1_050_000 },
    offer:
      'keep: start at s990 and end at s1050 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'that it runs on, where it runs here as well',
    about: { ...matter('time-changed', ['stop'], running), ours: { start: at(1000), stop: null } },
    keeping: { kind: 'edit', endAt: null },
    offer: 'keep: run on here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'a stop of a slice of which no version is left',
    about: { ...matter('time-changed', ['stop'], seen), ours: null },
    keeping: { kind: 'edit', endAt: 1_050_000 },
    offer: 'keep: end at s1050 here too, as in Timery. restore: put our times back.',
  },
  {
    reason: 'a project',
    about: matter('project-changed', ['project'], seen),
    keeping: { kind: 'nothing' },
    offer: "keep: leave Timery's project. restore: put the category's project back.",
  },
  {
    reason: 'a deletion',
    about: matter('deleted-in-timery', ['entry'], seen),
    keeping: { kind: 'delete' },
    offer: 'keep: delete the slice here too. restore: make the entry in Toggl again.',
  },
  {
    reason: 'an edit of history, of which all is Timery’s',
    about: imported({ category: 'Sport', note: 'by hand' }),
    keeping: {
      kind: 'edit',
      startAt: 990_000,
      endAt: 1_050_000,
      category: 'Sport',
      note: 'by hand',
    },
    offer: "keep: take Timery's version over. dismiss: leave ours as it is.",
  },
  {
    reason: 'that history has no text any more',
    about: imported({ note: null }),
    keeping: { kind: 'edit', startAt: 990_000, endAt: 1_050_000, note: null },
    offer: "keep: take Timery's version over. dismiss: leave ours as it is.",
  },
  {
    reason: 'a deletion of history',
    about: matter('import-deleted', ['entry'], seen),
    keeping: { kind: 'delete' },
    offer: 'keep: delete the slice here too. dismiss: leave it as it is.',
  },
  {
    reason: 'a timer that was started in Timery',
    about: matter('started-in-timery', [], running),
    keeping: { kind: 'nothing' },
    offer: 'adopt: track it here too, from its start. keep: leave it, it becomes history.',
  },
  {
    reason: 'what only informs',
    about: matter('refused', [], seen),
    keeping: { kind: 'nothing' },
    offer: '',
  },
] as const)('keeping $reason asks for $keeping, and is offered so', ({ about, keeping, offer }) => {
  expect(keepingOf(about)).toStrictEqual(keeping);
  expect(sayOffers(offersOf(about, clock))).toBe(offer);
});

test('that it runs on is kept as such', () => {
  const link = heldLink(['stop'], running);
  const kept = answeredLink(link, matter('time-changed', ['stop'], running), 'keep');
  expect(kept).toMatchObject({ held: [], applied: { stopSecond: null } });
});

test('that it has no project is kept as such', () => {
  const without = { ...seen, projectId: null };
  const link = heldLink(['project'], without);
  const kept = answeredLink(link, matter('project-changed', ['project'], without), 'keep');
  expect(kept).toMatchObject({ held: [], applied: { projectId: null } });
});

test.each([
  { field: 'project', other: { projectId: 12 } },
  { field: 'start', other: { startSecond: 980 } },
  { field: 'stop', other: { stopSecond: 1040 } },
] as const)('a $field alone is what tells two versions of it apart', ({ field, other }) => {
  const all = ['project', 'start', 'stop'] as const;
  const different = all.filter((one) => !isSameField(one, seen, { ...seen, ...other }));
  expect(different).toEqual([field]);
});

test('fields are compared one by one, and only those that can be held', () => {
  const fields: readonly Field[] = ['start', 'stop', 'project', 'description', 'tags', 'entry'];
  const different = fields.filter((field) => !isSameField(field, openOurs, seen));
  expect(different).toEqual(['start', 'stop', 'project']);
  expect(fields.every((field) => isSameField(field, seen, seen))).toBe(true);
});
