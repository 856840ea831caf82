/**
 * What a change of recorded time costs in Toggl, and that it arrives whatever became of the
 * create: answered, in flight, lost on the way there or back, or not sent at all.
 *
 *   Coding  [0 ─────── 600)   in Toggl, with a tag of the human's
 *   Mail             [600 ─────── 900)   or running, as the row says
 */
import { afterEach, describe, expect, it } from 'vitest';
import { done, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;

let rig: Rig;
afterEach(() => rig.close());

const at = (seconds: number) => morning + seconds * second;
const textOf = (seconds: number) => new Date(at(seconds)).toISOString();

type Ids = Readonly<{ coding: string; mail: string }>;

const edit = (sliceId: string, fields: object) =>
  rig
    .commands()
    .editSlice(rig.caller, { sliceId, ...fields })
    .then(done);
const remove = (sliceId: string) => rig.commands().deleteSlice(rig.caller, { sliceId }).then(done);
const undo = () => rig.commands().undoChange(rig.caller, {}).then(done);

const split = (sliceId: string, ...seconds: number[]) =>
  rig
    .commands()
    .splitSlice(rig.caller, { sliceId, at: seconds.map(textOf) })
    .then(done);
const join = (sliceIds: readonly string[], category?: string) =>
  rig.commands().joinSlices(rig.caller, { sliceIds, category }).then(done);
const fill = (from: number, to: number) =>
  rig
    .commands()
    .fillTime(rig.caller, {
      dimension: 'PRIMARY',
      startAt: at(from),
      endAt: at(to),
      with: 'previous',
    })
    .then(done);

type Row = Readonly<{
  reason: string;
  mail: 'runs' | 'ended';
  act: (ids: Ids) => Promise<unknown>;
  /** Where all of it is in Toggl already. */
  calls: readonly string[];
}>;

const rows: readonly Row[] = [
  {
    reason: 'an earlier end',
    mail: 'ended',
    act: ({ mail }) => edit(mail, { endAt: at(800) }),
    calls: ['PUT'],
  },
  {
    reason: 'a later start',
    mail: 'ended',
    act: ({ mail }) => edit(mail, { startAt: at(700) }),
    calls: ['PUT'],
  },
  {
    reason: 'start, end and category at once',
    mail: 'ended',
    act: ({ mail }) => edit(mail, { startAt: at(700), endAt: at(800), category: 'Call' }),
    calls: ['PUT'],
  },
  {
    reason: 'another category of what ended',
    mail: 'ended',
    act: ({ mail }) => edit(mail, { category: 'Call' }),
    calls: ['PUT'],
  },
  {
    reason: 'another category of what runs',
    mail: 'runs',
    act: ({ mail }) => edit(mail, { category: 'Call' }),
    calls: ['PUT'],
  },
  {
    reason: 'another start of what runs',
    mail: 'runs',
    act: ({ mail }) => edit(mail, { startAt: at(660) }),
    calls: ['PUT'],
  },
  {
    reason: 'a lock, a note and an unlocking',
    mail: 'ended',
    act: async ({ mail }) => {
      await edit(mail, { isLocked: true, note: 'noted' });
      await edit(mail, { isLocked: false });
    },
    calls: [],
  },
  {
    reason: 'a delete of what ended',
    mail: 'ended',
    act: ({ mail }) => remove(mail),
    calls: ['DELETE'],
  },
  { reason: 'a delete of what runs', mail: 'runs', act: (i) => remove(i.mail), calls: ['DELETE'] },
  {
    reason: 'a split: the one goes into the middle of the other',
    mail: 'ended',
    act: ({ mail }) => edit(mail, { startAt: at(200), endAt: at(300), onOverlap: 'split' }),
    calls: ['POST', 'PUT', 'PUT'],
  },
  {
    reason: 'a join: the one reaches over the other',
    mail: 'ended',
    act: ({ coding }) => edit(coding, { endAt: at(900), onOverlap: 'replace' }),
    calls: ['DELETE', 'PUT'],
  },
  {
    reason: 'a slice cut in two',
    mail: 'ended',
    act: ({ mail }) => split(mail, 800),
    calls: ['POST', 'PUT'],
  },
  {
    reason: 'what runs cut in two',
    mail: 'runs',
    act: ({ mail }) => split(mail, 800),
    calls: ['POST', 'PUT'],
  },
  {
    reason: 'two slices joined',
    mail: 'ended',
    act: (ids) => join([ids.coding, ids.mail], 'Coding'),
    calls: ['DELETE', 'PUT'],
  },
  {
    reason: 'a slice cut in two and joined again before it was sent',
    mail: 'ended',
    act: async ({ mail }) => {
      rig.outage.isOn = true;
      const { slices } = await split(mail, 800);
      await join(slices.map(({ id }) => id));
      rig.outage.isOn = false;
    },
    calls: [],
  },
  {
    reason: 'a gap filled',
    mail: 'ended',
    act: () => fill(900, 1000),
    calls: ['POST'],
  },
  {
    reason: 'a border moved between the two',
    mail: 'ended',
    act: ({ coding }) => edit(coding, { endAt: at(700), onOverlap: 'trim' }),
    calls: ['PUT', 'PUT'],
  },
  {
    reason: 'an edit and its undoing before it was sent',
    mail: 'ended',
    act: async ({ mail }) => {
      rig.outage.isOn = true;
      await edit(mail, { endAt: at(800), category: 'Call' });
      await undo();
      rig.outage.isOn = false;
    },
    calls: [],
  },
  {
    reason: 'a delete and its undoing before it was sent',
    mail: 'runs',
    act: async ({ mail }) => {
      rig.outage.isOn = true;
      await remove(mail);
      await undo();
      rig.outage.isOn = false;
    },
    calls: [],
  },
  {
    reason: 'a delete, and its undoing later',
    mail: 'ended',
    act: async ({ mail }) => {
      await remove(mail);
      await rig.advance(minute);
      await undo();
    },
    calls: ['DELETE', 'POST'],
  },
  {
    reason: 'an edit, and its undoing later',
    mail: 'ended',
    act: async ({ mail }) => {
      await edit(mail, { endAt: at(800) });
      await rig.advance(minute);
      await undo();
    },
    calls: ['PUT', 'PUT'],
  },
];

/** What became of the create of Mail when the change is made, and what that may cost beside. */
const creates = [
  { create: 'in Toggl', extra: 0 },
  // What was on its way says something older: at most one more write puts it right.
  { create: 'in flight', extra: 1 },
  { create: 'lost on the way back', extra: 2 },
  // A look, the create again, and a look for a twin.
  { create: 'lost on the way there', extra: 3 },
  { create: 'not sent', extra: 0 },
] as const;

type Create = (typeof creates)[number]['create'];

const isPost = ({ method }: Readonly<{ method: string }>) => method === 'POST';

async function arrange(mailIs: Row['mail'], create: Create): Promise<Ids> {
  rig = await makeRig({ latencyMs: 50 });
  const coding = (await rig.start('Coding')).id;
  await rig.advance(minute);
  const entry = rig.sandbox.running();
  rig.human.edit(entry?.id ?? 0, { tags: ['compass', 'mine'] });
  await rig.advance(at(600) - rig.time.now());
  await rig.stop();
  await rig.advance(at(1200) - rig.time.now());
  if (create === 'lost on the way back') rig.faults.add({ fault: 'lost-after', matches: isPost });
  if (create === 'lost on the way there') rig.faults.add({ fault: 'lost-before', matches: isPost });
  if (create === 'not sent') rig.outage.isOn = true;
  const mail = (await rig.start('Mail', 'PRIMARY', textOf(600))).id;
  if (mailIs === 'ended') await rig.stop('PRIMARY', textOf(900));
  if (create !== 'in flight') await rig.advance(create === 'in Toggl' ? minute : 2 * second);
  rig.outage.isOn = false;
  return { coding, mail };
}

const wantedEntries = async () => {
  const range = { startAt: 0, endAt: Number.MAX_SAFE_INTEGER, limit: 100 };
  const { slices } = await rig.engine().listSlices(rig.caller.accountId, range);
  return slices.toReversed().map(({ category: description, startAt, endAt }) => ({
    description,
    start: Math.floor((startAt - morning) / second),
    stop: endAt === null ? null : Math.floor((endAt - morning) / second),
  }));
};

describe.each(rows)('$reason', ({ mail, act, calls }) => {
  it.each(creates)('reaches Toggl where the create is $create', async ({ create, extra }) => {
    const ids = await arrange(mail, create);
    const before = (await rig.calls()).length;
    await act(ids);
    await rig.advance(10 * minute);
    expect(rig.shown()).toMatchObject(await wantedEntries());
    expect(rig.shown()[0]?.tags).toContain('mine');
    expect(await rig.status()).toMatchObject({ pending: 0, held: 0, parked: 0 });
    expect(await rig.warnings()).toEqual([]);
    const methods = (await rig.calls())
      .slice(before)
      .map(({ method }) => method)
      .toSorted();
    if (create === 'in Toggl') expect(methods).toEqual(calls);
    // Beside what the change costs: the create, what its fate adds, a look after one from idle.
    const idleLooks = mail === 'runs' ? 1 : 0;
    if (create !== 'in Toggl') {
      expect(methods.length).toBeLessThanOrEqual(calls.length + 1 + extra + idleLooks);
    }
  });
});
