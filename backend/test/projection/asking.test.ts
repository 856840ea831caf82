/** What a person asks of Toggl and waits for: answered whatever state the projection is in. */
import { afterEach, describe, expect, it } from 'vitest';
import { notConnected } from '../../../core/projection/asked.ts';
import { createAsks } from '../../src/projection/asks.ts';
import { done, refusalOf } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const second = 1000;
const minute = 60 * second;
const isMe = ({ url }: Readonly<{ url: string }>) => url.includes('/api/v9/me?');

describe('a project that is asked for', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  const categoryOf = async (name: string) => (await rig.start(name)).categoryId;
  const makeProject = (categoryId: string) =>
    rig.commands().createProject(rig.caller, { categoryId });
  const projectNames = async () => {
    const known = await rig.database.reader.selectFrom('toggl_project').select('name').execute();
    return known.map(({ name }) => name).sort();
  };

  it('is made beside another one, with no time between them', async () => {
    rig = await makeRig();
    const coding = await categoryOf('Coding');
    const writing = await categoryOf('Writing');
    const both = [makeProject(coding), makeProject(writing)];
    await rig.settle();
    for (const made of await Promise.all(both)) done(made);
    expect(await projectNames()).toEqual(['Coding', 'Writing']);
  });

  it('waits for the connection that is being made', async () => {
    rig = await makeRig({ latencyMs: second });
    const asked = makeProject(await categoryOf('Coding'));
    await rig.advance(10 * second);
    done(await asked);
    expect(await projectNames()).toEqual(['Coding']);
  });

  it('is refused at once where nothing can be connected', async () => {
    rig = await makeRig({ failing: { fault: 'server-error-before', matches: isMe } });
    const asked = makeProject(await categoryOf('Coding'));
    await rig.settle();
    expect(refusalOf(await asked).code).toBe('toggl_not_connected');
    await rig.advance(11 * minute);
    expect(await projectNames()).toEqual([]);
  });
});

describe('what runs, when somebody wants to take it over', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  const adopt = () => rig.commands().adoptRunning(rig.caller, {});
  const looks = async () => (await rig.calls()).filter(({ path }) => path.endsWith('/current'));

  it('is read by one call, whose reason the log tells', async () => {
    rig = await makeRig();
    rig.human.start('Books');
    done(await adopt());
    await rig.advance(minute);
    expect(await looks()).toMatchObject([{ reason: expect.stringContaining('take over') }]);
    await rig.advance(30 * minute);
    expect(await looks()).toHaveLength(1);
  });

  it('is not read from the reserve', async () => {
    rig = await makeRig();
    rig.human.spend('user', (rig.sandbox.quota().user.remaining ?? 0) - 6);
    await rig.import({ dryRun: true });
    rig.human.start('Books');
    expect(rig.sandbox.quota().user.remaining).toBe(5);
    expect(refusalOf(await adopt()).code).toBe('nothing_running');
    expect(await looks()).toEqual([]);
  });
});

describe('an import that waits for requests', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  it('does not hold up a tag that is due before', async () => {
    rig = await makeRig();
    await rig.start('Coding');
    await rig.advance(minute);
    rig.human.spend('user', (rig.sandbox.quota().user.remaining ?? 0) - 6);
    await rig.import();
    expect(await rig.import()).toMatchObject({ waitingUntil: expect.any(Number) });
    await rig.start('Deep Work', 'WORK_MODE');
    // The nudge of the command set a timer of its own, which would hide that of the look.
    await rig.crashAndRestart();
    await rig.advance(11_000);
    expect(rig.sandbox.running()?.tags).toContain('deep-work');
  });
});

describe('whoever asks', () => {
  const never = () => {
    throw new Error('nothing is connected: there is nothing to work on');
  };

  it('is answered when the program ends, and at once after it', async () => {
    const asks = createAsks();
    const asked = asks.ask(never);
    asks.end();
    expect(await asked).toEqual(notConnected);
    expect(await asks.ask(never)).toEqual(notConnected);
  });
});
