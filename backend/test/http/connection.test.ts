/** Connecting Toggl at run time, through the door of the whole server. */
import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { okBody, refusedCode } from './testServer.ts';
import { startTogglServer, type TogglServer } from './togglServer.ts';

const minute = 60_000;
const meCall = 'GET /api/v9/me?with_related_data=true';

let toggl: TogglServer;
afterEach(() => toggl.server().close());

const begin = async (...given: Parameters<typeof startTogglServer>) => {
  toggl = await startTogglServer(...given);
  return toggl;
};
const status = async () => okBody(await toggl.client().togglStatus());
const files = () => readdirSync(toggl.server().folder);
const keyFile = () => join(toggl.server().folder, 'compass.db.key');

describe('POST /api/toggl/connect', () => {
  it('looks the token up by one call, and what runs appears in Toggl at once', async () => {
    const { sandbox, connect, start } = await begin({ projects: [{ name: 'Coding' }] });
    await start('Coding');
    expect(sandbox.requests()).toEqual([]);
    const { account } = sandbox.config();
    expect(okBody(await connect())).toEqual({
      connected: true,
      workspaceId: String(account.workspaceId),
      workspaces: [{ id: String(account.workspaceId), name: 'Workspace' }],
      projects: 1,
    });
    expect(toggl.requests().filter((request) => request.startsWith('GET'))).toEqual([meCall]);
    expect(sandbox.running()).toMatchObject({ description: 'Coding', projectId: 220_000_011 });
    expect(await status()).toMatchObject({ connected: true, pending: 0, lastError: null });
  });

  it('keeps the token sealed, with a key that nobody else can read', async () => {
    const { sandbox, connect } = await begin();
    await connect();
    const { token } = sandbox.config();
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    for (const file of files()) {
      const bytes = readFileSync(join(toggl.server().folder, file));
      expect([file, bytes.includes(token)]).toEqual([file, false]);
    }
    const calls = await toggl.server().request({ url: '/api/toggl/calls' });
    expect(JSON.stringify(calls.body)).not.toContain(token);
  });

  it('tells whom the token belongs to, also after a restart', async () => {
    const { connect, restart } = await begin();
    expect(await status()).toMatchObject({ userName: null, workspaceName: null });
    await connect();
    const known = { userName: 'Sandbox Person', workspaceName: 'Workspace' };
    expect(await status()).toMatchObject(known);
    await restart();
    expect(await status()).toMatchObject(known);
  });

  it('goes on after a restart without a call', async () => {
    const { connect, start, restart, sandbox } = await begin();
    await connect();
    await start('Coding');
    const before = toggl.requests();
    await restart();
    expect(toggl.requests()).toEqual(before);
    expect(await status()).toMatchObject({ connected: true });
    await toggl.pass(minute);
    await start('Mail');
    expect(sandbox.running()).toMatchObject({ description: 'Mail' });
  });

  it('needs no file where the settings name the key', async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const { connect, restart } = await begin({}, { COMPASS_SEAL_KEY: key });
    await connect();
    expect(files()).not.toContain('compass.db.key');
    await restart();
    expect(await status()).toMatchObject({ connected: true });
    await restart({ COMPASS_SEAL_KEY: Buffer.alloc(32, 8).toString('hex') });
    const { connected, lastError } = await status();
    expect(connected).toBe(false);
    expect(lastError).toContain('COMPASS_SEAL_KEY');
    okBody(await connect());
    expect(await status()).toMatchObject({ connected: true });
  });

  it('says what to do where the key is gone or open to others', async () => {
    const { connect, restart } = await begin();
    await connect();
    chmodSync(keyFile(), 0o644);
    await restart();
    expect((await status()).lastError).toContain('chmod 600');
    expect(refusedCode(await connect())).toEqual([503, 'toggl_unavailable']);
    rmSync(keyFile());
    await restart();
    expect((await status()).lastError).toContain('connect again');
    okBody(await connect());
    expect(await status()).toMatchObject({ connected: true, lastError: null });
  });

  it.each([
    { body: 'empty', reason: 'without a word' },
    { body: 'text', reason: 'in words' },
  ] as const)('refuses a wrong token $reason, and leaves all as it was', async ({ body }) => {
    const { connect, sandbox } = await begin({}, {}, { switches: { wrongCredentialsBody: body } });
    await connect();
    const answer = await connect('nobodys-token');
    expect(refusedCode(answer)).toEqual([422, 'toggl_token_refused']);
    expect(answer.ok ? '' : answer.error.message).toContain('copy it again');
    expect(await status()).toMatchObject({ connected: true, lastError: null });
    await toggl.start('Coding');
    expect(sandbox.running()).toMatchObject({ description: 'Coding' });
  });

  it('connects nothing while Toggl cannot be reached', async () => {
    const { connect, wire } = await begin();
    wire.isCut = true;
    expect(refusedCode(await connect())).toEqual([503, 'toggl_unavailable']);
    expect(await status()).toMatchObject({ connected: false });
    wire.isCut = false;
    okBody(await connect());
  });

  it('takes the workspace that was asked for, and lists them where it is unknown', async () => {
    const { sandbox } = await begin({ workspaces: [{ id: 77, name: 'Studio' }] });
    const { token, account } = sandbox.config();
    const unknown = await toggl.client().connectToggl({ token, workspaceId: '78' });
    expect(refusedCode(unknown)).toEqual([422, 'toggl_workspace_unknown']);
    expect(unknown.ok ? null : unknown.error.details).toEqual({
      workspaces: [
        { id: String(account.workspaceId), name: 'Workspace' },
        { id: '77', name: 'Studio' },
      ],
    });
    const chosen = okBody(await toggl.client().connectToggl({ token, workspaceId: '77' }));
    expect(chosen).toMatchObject({ workspaceId: '77', workspaces: [{}, { name: 'Studio' }] });
    await toggl.start('Coding');
    expect(sandbox.running()?.workspaceId).toBe(77);
    await toggl.restart();
    expect((await status()).workspaceId).toBe('77');
  });

  it('freezes the entries of the user before', async () => {
    const { connect, start, sandbox, addUser } = await begin();
    await connect();
    await start('Coding');
    const account = { userId: 999, workspaceId: 555 };
    const other = addUser({ token: 'token-of-another', account });
    okBody(await connect('token-of-another'));
    await toggl.pass(minute);
    await start('Mail');
    expect(other.running()).toMatchObject({ description: 'Mail' });
    expect(sandbox.entries().map(({ description }) => description)).toEqual(['Coding']);
    expect((await status()).notes.map(({ kind }) => kind)).toEqual(['other-user']);
  });

  it('is left to the settings where they name a token', async () => {
    const { sandbox } = await begin({}, { TOGGL_API_TOKEN: 'token-of-the-settings' });
    const { token } = sandbox.config();
    const connected = await toggl.client().connectToggl({ token });
    expect(refusedCode(connected)).toEqual([409, 'toggl_token_in_settings']);
    expect(refusedCode(await toggl.client().disconnectToggl())).toEqual([
      409,
      'toggl_token_in_settings',
    ]);
    expect(sandbox.requests()).toEqual([]);
  });

  it('is done once under one key', async () => {
    const { sandbox } = await begin();
    const { token } = sandbox.config();
    const first = await toggl.client().connectToggl({ token }, 'tap');
    const again = await toggl.client().connectToggl({ token }, 'tap');
    expect(okBody(again)).toEqual(okBody(first));
    expect(toggl.requests()).toEqual([meCall]);
  });
});

describe('DELETE /api/toggl/connect', () => {
  it('forgets the token, and nothing goes to Toggl any more', async () => {
    const { connect, start, restart, sandbox } = await begin();
    await connect();
    await start('Coding');
    okBody(await toggl.client().disconnectToggl());
    const before = toggl.requests();
    await toggl.pass(minute);
    await start('Mail');
    await restart();
    expect(toggl.requests()).toEqual(before);
    expect(sandbox.running()).toMatchObject({ description: 'Coding' });
    expect(await status()).toMatchObject({ connected: false, pending: 0, lastError: null });
    const again = await toggl.client().disconnectToggl();
    expect(refusedCode(again)).toEqual([409, 'toggl_not_connected']);
  });

  it('keeps what was recorded meanwhile out of Toggl, but not what runs or was known', async () => {
    const { connect, start, sandbox } = await begin();
    await connect();
    await start('Coding');
    okBody(await toggl.client().disconnectToggl());
    for (const category of ['Mail', 'Lunch', 'Reading']) {
      await toggl.pass(minute);
      await start(category);
    }
    okBody(await connect());
    await toggl.pass(minute);
    const shown = sandbox
      .entries()
      .map(({ description, stopSecond }) => [description, stopSecond === null]);
    expect(shown).toEqual([
      ['Coding', false],
      ['Reading', true],
    ]);
    expect(await status()).toMatchObject({ pending: 0 });
    const [coding] = sandbox.entries();
    expect((coding?.stopSecond ?? 0) - (coding?.startSecond ?? 0)).toBe(60);
  });
});
