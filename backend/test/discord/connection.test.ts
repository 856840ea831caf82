/** Connections that go, processes that start again, and tokens that are wrong. */
import { afterEach, describe, expect, it } from 'vitest';
import { morning } from '../support/engineWorld.ts';
import { type DiscordRig, startDiscordRig } from './discordRig.ts';
import { token } from './discordServer.ts';
import { guildIds } from './discordShapes.ts';

let rig: DiscordRig;
afterEach(() => rig.remove());

const game = { name: 'Elden Ring', created_at: morning };

async function playing(): Promise<DiscordRig> {
  rig = await startDiscordRig();
  await rig.start();
  rig.discord.plays(game);
  await rig.takenIn();
  await rig.until(10);
  // Seen at this very instant.
  rig.discord.plays(game);
  await rig.takenIn();
  expect(await rig.drawn('PRIMARY')).toEqual(['Gaming 0-…']);
  return rig;
}

const arrivals = (op: number) => rig.discord.arrived.filter((packet) => packet.op === op).length;

describe('a connection that goes', () => {
  it('and resumes hears what was missed: what went ends where it was last seen', async () => {
    const { discord, until, takenIn, drawn, logged } = await playing();
    discord.state.resumes = 'held';
    discord.cut();
    await discord.until(() => arrivals(6) === 1);
    await until(30);
    discord.plays();
    discord.answerResume();
    await takenIn();
    await until(31);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
    expect(await drawn('SEGMENT')).toEqual(['Elden Ring 0-10']);
    expect(logged.filter((line) => line.includes('Elden Ring'))).toHaveLength(1);
  });

  it('and resumes with the same game goes on', async () => {
    const { discord, until, takenIn, drawn } = await playing();
    discord.state.resumes = 'held';
    discord.cut();
    await discord.until(() => arrivals(6) === 1);
    await until(30);
    discord.answerResume();
    await takenIn();
    await until(40);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-…']);
  });

  it('and whose session is over identifies again and looks at what there is', async () => {
    const { discord, until, takenIn, drawn } = await playing();
    discord.state.resumes = 'refused';
    discord.state.activities = [];
    discord.close(4000);
    await discord.until(() => arrivals(2) === 2);
    await takenIn();
    await until(20);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
  });

  it('is not there while the machine sleeps, though nobody says so', async () => {
    const { discord, until, takenIn, drawn, time } = await playing();
    time.stepTo(morning + 8 * 3_600_000);
    await until(8 * 60 + 1);
    discord.plays();
    await takenIn();
    await until(8 * 60 + 5);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
  });
});

describe('a server that throws the bot out', () => {
  it('is told, and what the others show goes on and ends as ever', async () => {
    const { discord, until, takenIn, drawn, logged } = await playing();
    discord.removesBot(guildIds[1]);
    await takenIn();
    await until(20);
    discord.plays();
    await takenIn();
    await until(25);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-20']);
    expect(logged).toEqual([expect.stringContaining(guildIds[1])]);
  });

  it('ends what was there where none is left, until it is invited again', async () => {
    const { discord, until, takenIn, drawn } = await playing();
    for (const id of guildIds) discord.removesBot(id);
    await takenIn();
    await until(15);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
    discord.invitesBot(guildIds[0]);
    await takenIn();
    await until(40);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10', 'Gaming 15-…']);
  });

  it('while the process was down ends what was there when it starts again', async () => {
    const { stop, again, until, drawn, discord, startOnly, told } = await playing();
    await stop();
    discord.state.guildIds = [];
    await until(60);
    await again();
    await startOnly();
    await told(guildIds[1]);
    await rig.takenIn();
    await until(70);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
  });

  it('for an outage changes nothing', async () => {
    const { discord, until, takenIn, drawn, logged } = await playing();
    for (const id of guildIds) discord.dispatch('GUILD_DELETE', { id, unavailable: true });
    await takenIn();
    await until(20);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-…']);
    expect(logged).toEqual([]);
  });
});

describe('a process that starts again', () => {
  it('goes on with a game that goes on', async () => {
    const { stop, again, start, until, drawn, discord, takenIn } = await playing();
    await stop();
    await until(60);
    await again();
    await start();
    await until(70);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-…']);
    discord.plays();
    await takenIn();
    await until(75);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-70']);
  });

  it('ends what is gone where it was last seen, says so, and begins what began', async () => {
    const { stop, again, start, until, drawn, discord, logged } = await playing();
    await until(10.5);
    await stop();
    await until(60);
    discord.state.activities = [{ name: 'Chess', created_at: morning + 40 * 60_000 }];
    await again();
    await start();
    await until(62);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10.5', 'Gaming 40-…']);
    expect(await drawn('SEGMENT')).toEqual(['Elden Ring 0-10.5', 'Chess 40-…']);
    expect(logged).toEqual([expect.stringContaining('2026-11-02T08:10:30.000Z')]);
  });

  it('does not begin again what a person ended', async () => {
    const { stop, again, start, until, drawn, client } = await playing();
    await client.stop({ dimension: 'PRIMARY' });
    await stop();
    await until(20);
    await again();
    await start();
    await until(30);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
  });
});

describe('a bot that Discord refuses', () => {
  it.each([
    { code: 4004, says: 'Reset Token', reason: 'the token was taken back' },
    { code: 4014, says: 'Presence Intent', reason: 'the intent is not switched on' },
    { code: 4013, says: '4013', reason: 'anything else for good' },
  ])('says so in one line, and the server runs on: $reason', async ({ code, says }) => {
    rig = await startDiscordRig();
    rig.discord.state.welcome = { kind: 'close', code };
    await rig.startOnly();
    await rig.told('Discord is off');
    await rig.until(30);
    expect(rig.logged).toEqual([expect.stringContaining(says)]);
    expect(arrivals(2)).toBe(1);
    expect((await rig.app().inject({ url: '/healthz' })).statusCode).toBe(200);
    expect(rig.logged.join()).not.toContain(token);
  });

  it('at the first request says so, and what an earlier one began ends', async () => {
    const { stop, again, until, drawn, discord, logged, startOnly, told } = await playing();
    await stop();
    discord.state.isTokenKnown = false;
    await until(60);
    await again();
    await startOnly();
    await told('Discord is off');
    await until(62);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-10']);
    expect(logged[0]).toContain('Reset Token');
    expect(logged.join()).not.toContain(token);
  });

  it('for the moment is tried again until it answers', async () => {
    rig = await startDiscordRig();
    const { discord, logged } = rig;
    discord.state.isDown = true;
    await rig.startOnly();
    await rig.told('cannot be reached');
    discord.state.isDown = false;
    await rig.until(10);
    await discord.until(() => arrivals(2) === 1);
    await rig.told('answers again');
    expect(logged).toHaveLength(2);
  });
});

describe('settings that are not enough', () => {
  it.each([
    { set: { DISCORD_BOT_ENABLED: 'true', DISCORD_TOKEN: '' }, says: 'DISCORD_TOKEN is not set' },
    { set: { DISCORD_TOKEN: 'not a token' }, says: 'DISCORD_TOKEN is not valid' },
    { set: { DISCORD_USER_ID: '' }, says: 'DISCORD_USER_ID is not set' },
    { set: { DISCORD_GUILD_IDS: '' }, says: 'DISCORD_GUILD_IDS is not set' },
  ])('are told in one line, and the server runs on: $says', async ({ set, says }) => {
    rig = await startDiscordRig(set as unknown as Record<string, string>);
    await rig.startOnly();
    expect(rig.logged).toEqual([expect.stringContaining(says)]);
    expect((await rig.app().inject({ url: '/healthz' })).statusCode).toBe(200);
    expect(rig.discord.requests).toEqual([]);
  });

  it('that switch the bot off are no news', async () => {
    rig = await startDiscordRig({ DISCORD_BOT_ENABLED: 'false' });
    await rig.startOnly();
    expect(rig.logged).toEqual([]);
  });

  it('that name a server the bot is not in are told', async () => {
    rig = await startDiscordRig();
    rig.discord.state.guildIds = [guildIds[0]];
    rig.discord.state.activities = [game];
    await rig.startOnly();
    await rig.discord.until(() => rig.discord.requests.some(({ method }) => method === 'PUT'));
    await rig.takenIn();
    await rig.until(5);
    expect(rig.logged).toEqual([expect.stringContaining(guildIds[1])]);
    expect(await rig.drawn('PRIMARY')).toEqual(['Gaming 0-…']);
  });
});
