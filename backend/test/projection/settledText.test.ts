/** Renamed and re-mapped categories beside entries of the past. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

describe('a category that is renamed', () => {
  let rig: Rig;
  let ended: Awaited<ReturnType<Rig['start']>>;
  beforeEach(async () => {
    rig = await makeRig();
    ended = await rig.start('Coding');
    await rig.advance(10 * minute);
    await rig.start('Mail');
    await rig.advance(10 * minute);
    await rig.start('Coding');
    await rig.advance(10 * minute);
    const categoryId = ended.categoryId;
    done(await rig.commands().patchCategory(rig.caller, { categoryId, name: 'Programming' }));
    await rig.advance(minute);
  });
  afterEach(() => rig.close());

  const texts = () => rig.shown().map(({ description }) => description);
  const callsOf = async (fields: object) => {
    const before = (await rig.calls()).length;
    const edit = { sliceId: ended.id, ...fields };
    done(await rig.commands().editSlice(rig.caller, edit));
    await rig.advance(minute);
    return (await rig.calls()).slice(before).map(({ method }) => method);
  };

  it('renames the running entry and leaves those of the past', () => {
    expect(texts()).toEqual(['Coding', 'Mail', 'Programming']);
  });

  it.each([{ note: 'noted' }, { isLocked: true }])(
    'is not brought to an entry of the past by %o',
    async (fields) => {
      expect(await callsOf(fields)).toEqual([]);
      expect(texts()).toEqual(['Coding', 'Mail', 'Programming']);
    },
  );

  it('goes along with a change of the slice itself', async () => {
    expect(await callsOf({ endAt: ended.startAt + 5 * minute })).toEqual(['PUT']);
    expect(texts()).toEqual(['Programming', 'Mail', 'Programming']);
  });

  it('goes along with a change that was taken back after Toggl had been told', async () => {
    await callsOf({ endAt: ended.startAt + 5 * minute });
    await callsOf({ endAt: ended.endAt ?? ended.startAt + 10 * minute });
    expect(texts()).toEqual(['Programming', 'Mail', 'Programming']);
  });

  it('goes along with a change that Toggl had refused, once its slice is touched', async () => {
    rig.exchanges.answerNext({
      matches: ({ method }) => method === 'PUT',
      reply: { status: 400, body: '"No such thing"', headers: {} },
    });
    await callsOf({ category: 'Tea' });
    expect(await rig.status()).toMatchObject({ parked: 1, pending: 0 });
    const tea = done(await rig.commands().editSlice(rig.caller, { sliceId: ended.id, note: '' }));
    const { categoryId } = tea.slice;
    done(await rig.commands().patchCategory(rig.caller, { categoryId, name: 'Green tea' }));
    expect(await callsOf({ note: 'noted' })).toEqual(['PUT']);
    expect(texts()).toEqual(['Green tea', 'Mail', 'Programming']);
  });

  it('is not brought there because the entry was seen again', async () => {
    await rig.stop();
    await rig.advance(minute);
    const [first] = rig.sandbox.entries();
    rig.human.edit(first?.id ?? 0, { tags: ['compass', 'mine'] });
    await rig.start('Reading');
    await rig.advance(10 * minute);
    const [link] = await rig.database.reader.selectFrom('toggl_link').select('body').execute();
    expect(link?.body).toContain('"mine"');
    expect(texts()[0]).toBe('Coding');
  });
});
