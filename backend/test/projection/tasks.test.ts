/** Tasks as Toggl shows them: the entry of a linked slice carries the name of its task. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { done } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const minute = 60_000;

describe('a task that is worked on', () => {
  let rig: Rig;
  let taskId: string;
  beforeEach(async () => {
    rig = await makeRig();
    // Toggl is known, so that only what the task does is counted.
    await rig.start('Mail');
    await rig.advance(10 * minute);
    const made = { name: 'Report', category: 'Writing', workMode: 'Deep Work' };
    taskId = done(await rig.commands().createTask(rig.caller, made)).task.id;
  });
  afterEach(() => rig.close());

  const texts = () => rig.shown().map(({ description }) => description);
  const activate = async (id = taskId) => {
    const { slice } = done(await rig.commands().activateTask(rig.caller, { taskId: id }));
    await rig.advance(10 * minute);
    return slice;
  };
  const rename = async (name: string, id = taskId) => {
    done(await rig.commands().editTask(rig.caller, { taskId: id, name }));
    await rig.advance(minute);
  };

  it('is one entry with its name and the tag of its mode, for one call', async () => {
    expect(await rig.callsOf(() => activate())).toEqual(['POST']);
    expect(rig.shown().at(-1)).toMatchObject({
      description: 'Report',
      stop: null,
      tags: ['compass', 'deep-work'],
    });
  });

  it('that is completed stops the entry for one call, within its text and tag', async () => {
    await activate();
    const complete = () => rig.commands().completeTask(rig.caller, { taskId });
    expect(await rig.callsOf(complete)).toEqual(['PATCH']);
    expect(rig.shown().at(-1)).toMatchObject({
      description: 'Report',
      stop: 20 * 60,
      tags: ['compass', 'deep-work'],
    });
  });

  it('that is completed beside something else takes the tag of its mode off that', async () => {
    await activate();
    await rig.start('Lunch');
    await rig.advance(10 * minute);
    const complete = () => rig.commands().completeTask(rig.caller, { taskId });
    expect(await rig.callsOf(complete)).toEqual(['PUT']);
    expect(rig.shown().at(-1)).toMatchObject({ description: 'Lunch', stop: null });
  });

  it('that is renamed renames the entry that runs, and leaves those of the past', async () => {
    await activate();
    await rig.start('Lunch');
    await rig.advance(10 * minute);
    await activate();
    expect(await rig.callsOf(() => rename('Letter'))).toEqual(['PUT']);
    expect(texts()).toEqual(['Mail', 'Report', 'Lunch', 'Letter']);
  });

  it('that is renamed while it does not run calls nobody', async () => {
    await activate();
    await rig.start('Lunch');
    await rig.advance(10 * minute);
    expect(await rig.callsOf(() => rename('Letter'))).toEqual([]);
    expect(texts()).toEqual(['Mail', 'Report', 'Lunch']);
  });

  it('whose renaming is undone has its name back', async () => {
    await activate();
    await rename('Letter');
    expect(texts()).toEqual(['Mail', 'Letter']);
    done(await rig.commands().undoChange(rig.caller, {}));
    await rig.advance(minute);
    expect(texts()).toEqual(['Mail', 'Report']);
  });

  it('that is deleted keeps its name where it was worked on', async () => {
    const slice = await activate();
    await rig.stop();
    await rig.advance(minute);
    expect(await rig.callsOf(() => rig.commands().deleteTask(rig.caller, { taskId }))).toEqual([]);
    const edit = { sliceId: slice.id, endAt: slice.startAt + 5 * minute };
    done(await rig.commands().editSlice(rig.caller, edit));
    await rig.advance(minute);
    expect(texts()).toEqual(['Mail', 'Report']);
  });

  it.each([
    { reason: 'taken off its task', linkedTaskId: null, text: 'Writing' },
    { reason: 'linked to what is no task of ours', linkedTaskId: 'jira-1', text: 'Writing' },
  ])('moves the text along where a slice is $reason', async ({ linkedTaskId, text }) => {
    const slice = await activate();
    await rig.stop();
    await rig.advance(minute);
    const edit = { sliceId: slice.id, linkedTaskId };
    const unlink = () => rig.commands().editSlice(rig.caller, edit);
    expect(await rig.callsOf(unlink)).toEqual(['PUT']);
    expect(texts()).toEqual(['Mail', text]);
  });

  it('gives its name to a slice that is linked to it afterwards', async () => {
    const slice = await rig.start('Reading');
    await rig.advance(10 * minute);
    const edit = { sliceId: slice.id, linkedTaskId: taskId };
    done(await rig.commands().editSlice(rig.caller, edit));
    await rig.advance(minute);
    expect(texts()).toEqual(['Mail', 'Report']);
  });

  it('of the same category as the one before makes an entry of its own', async () => {
    const made = { name: 'Letter', category: 'Writing' };
    const letter = done(await rig.commands().createTask(rig.caller, made)).task;
    await activate();
    expect(await rig.callsOf(() => activate(letter.id))).toEqual(['POST']);
    expect(texts()).toEqual(['Mail', 'Report', 'Letter']);
  });

  it('reaches Toggl once it is back, under the name it has then', async () => {
    rig.outage.isOn = true;
    await activate();
    await rename('Letter');
    rig.outage.isOn = false;
    await rig.advance(30 * minute);
    expect(texts()).toEqual(['Mail', 'Letter']);
  });

  it('that is copied in Timery is not taken for another Compass', async () => {
    await activate();
    await rig.start('Lunch');
    await rig.advance(10 * minute);
    const entry = rig.sandbox.entries().find(({ description }) => description === 'Report');
    rig.human.continueEntry(entry?.id ?? 0);
    await rig.stop();
    await rig.advance(minute);
    await rig.start('Walk');
    await rig.advance(10 * minute);
    const kinds = (await rig.warnings()).map(({ kind }) => kind);
    expect(kinds).not.toContain('another-compass');
  });
});

describe('a favourite', () => {
  it('starts for one call, with the name of its task and the tag of its mode', async () => {
    const rig = await makeRig();
    await rig.start('Mail');
    await rig.advance(10 * minute);
    const commands = rig.commands();
    const made = { name: 'Report', category: 'Writing' };
    const { id: taskId } = done(await commands.createTask(rig.caller, made)).task;
    const saved = { category: 'Writing', taskId, workMode: 'Deep Work' };
    const { favorite } = done(await commands.createFavorite(rig.caller, saved));
    const before = (await rig.calls()).length;
    done(await commands.startFavorite(rig.caller, { favoriteId: favorite.id }));
    await rig.advance(minute);
    expect((await rig.calls()).slice(before).map(({ method }) => method)).toEqual(['POST']);
    expect(rig.shown().at(-1)).toMatchObject({
      description: 'Report',
      tags: ['compass', 'deep-work'],
    });
    await rig.close();
  });
});
