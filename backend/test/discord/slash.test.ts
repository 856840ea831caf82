/** The slash commands, from the gateway to the engine and back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { okBody } from '../http/testServer.ts';
import { type DiscordRig, startDiscordRig } from './discordRig.ts';
import { strangerId } from './discordServer.ts';
import { guildIds } from './discordShapes.ts';

let rig: DiscordRig;
beforeEach(async () => {
  rig = await startDiscordRig();
  await rig.start();
});
afterEach(() => rig.remove());

const text = 3;
const autocomplete = 4;
const ephemeral = 64;

type Values = Readonly<Record<string, string>>;

function command(name: string, values: Values = {}) {
  const options = Object.entries(values).map(([key, value]) => ({ type: text, name: key, value }));
  return { name, options };
}

const sentFor = (id: string) =>
  rig.discord.requests.filter(({ path }) => path.includes(`token-of-${id}`));

function contentOf(body: unknown): string {
  return z.object({ content: z.string() }).parse(body).content;
}

/** What the bot answers, as the one who asked sees it in the end. */
async function answerOf(id: string): Promise<string> {
  await rig.discord.until(() => sentFor(id).some(({ method }) => method === 'PATCH'));
  await rig.takenIn();
  const [first, last] = sentFor(id);
  expect(first?.body).toMatchObject({ type: 5, data: { flags: ephemeral } });
  return contentOf(last?.body);
}

const says = (name: string, values: Values = {}) =>
  answerOf(rig.discord.interacts(command(name, values)));

const puts = () => rig.discord.requests.filter(({ method }) => method === 'PUT').length;

describe('the slash commands', () => {
  it('are told to each server once, and again only when they are not there', async () => {
    await rig.discord.until(() => puts() === guildIds.length);
    await rig.takenIn();
    await rig.stop();
    await rig.again();
    await rig.start();
    expect(puts()).toBe(guildIds.length);
    await rig.stop();
    rig.discord.state.commands.set(guildIds[0], [{ name: 'old', description: 'gone' }]);
    await rig.again();
    await rig.start();
    expect(puts()).toBe(guildIds.length + 1);
  });

  it('start what a person types, which presence then leaves alone', async () => {
    expect(await says('start', { category: 'Reading_*' })).toMatch(
      /^Started Reading\\_\\\* at <t:/,
    );
    expect(okBody(await rig.client.state()).primary).toMatchObject({ source: 'MANUAL' });
    rig.discord.plays({ name: 'Elden Ring' });
    await rig.takenIn();
    await rig.until(10);
    expect(await rig.drawn('PRIMARY')).toEqual(['Reading_* 0-…']);
  });

  it('start in another dimension and in the past', async () => {
    await rig.until(20);
    await says('start', { category: 'Deep Work', dimension: 'WORK_MODE', at: '-15m' });
    expect(await rig.drawn('WORK_MODE')).toEqual(['Deep Work 5-…']);
  });

  it('say what is wrong, and change nothing', async () => {
    expect(await says('start', { category: 'Reading', at: 'yesterday' })).toContain('-15m');
    expect(await says('stop')).toBe('Nothing ran at that time, so there is nothing to stop.');
    expect(await rig.drawn('PRIMARY')).toEqual([]);
  });

  it('stop what runs', async () => {
    await says('start', { category: 'Reading' });
    await rig.until(10);
    expect(await says('stop')).toMatch(/^Stopped Reading, which ran since <t:/);
    expect(await rig.drawn('PRIMARY')).toEqual(['Reading 0-10']);
  });

  it('tell what runs and what Discord shows', async () => {
    rig.discord.plays({ name: 'Elden Ring' });
    await rig.takenIn();
    await rig.until(5);
    const lines = (await says('status')).split('\n');
    expect(lines[0]).toMatch(/^Main activity: Gaming since <t:/);
    expect(lines).toContain('Work mode: —');
    expect(lines).toContain('Discord shows Elden Ring.');
  });

  it('that arrive twice are done once, and answered alike', async () => {
    const packet = command('start', { category: 'Reading' });
    const id = rig.discord.interacts(packet);
    const first = await answerOf(id);
    await rig.until(10);
    rig.discord.interactsAgain();
    await rig.discord.until(() => sentFor(id).length === 4);
    const [, , , last] = sentFor(id);
    expect(contentOf(last?.body)).toBe(first);
    expect(await rig.drawn('PRIMARY')).toEqual(['Reading 0-…']);
  });

  it('serve nobody else', async () => {
    const id = rig.discord.interacts(command('start', { category: 'Mine' }), { by: strangerId });
    await rig.discord.until(() => sentFor(id).length === 1);
    const [only] = sentFor(id);
    expect(only?.body).toMatchObject({ type: 4, data: { flags: ephemeral } });
    expect(await rig.drawn('PRIMARY')).toEqual([]);
  });

  it('suggest categories that are kept, those that begin so first', async () => {
    for (const name of ['Decoding', 'Coding']) await rig.client.createCategory({ name });
    const { id: goneId } = okBody(await rig.client.createCategory({ name: 'Code of old' }));
    await rig.client.editCategory(goneId, { isArchived: true });
    const options = [{ type: text, name: 'category', value: 'COD', focused: true }];
    const id = rig.discord.interacts({ name: 'start', options }, { type: autocomplete });
    await rig.discord.until(() => sentFor(id).length === 1);
    const choices = ['Coding', 'Decoding'].map((name) => ({ name, value: name }));
    expect(sentFor(id)[0]?.body).toEqual({ type: 8, data: { choices } });
  });
});
