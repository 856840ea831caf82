/** What Discord shows becomes slices, through the real discord.js. */
import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordRig, startDiscordRig } from './discordRig.ts';
import { strangerId } from './discordServer.ts';
import { afkChannelId, guildIds } from './discordShapes.ts';

let rig: DiscordRig;
afterEach(() => rig.remove());

async function started(settings: Record<string, string> = {}): Promise<DiscordRig> {
  rig = await startDiscordRig(settings);
  await rig.start();
  return rig;
}

describe('a game in Discord', () => {
  it('is Gaming and a segment of its name, from its true beginning to its true end', async () => {
    const { discord, takenIn, until, drawn } = await started();
    await until(10);
    discord.plays({ name: 'Elden Ring' });
    await takenIn();
    await until(12);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 10-…']);
    expect(await drawn('SEGMENT')).toEqual(['Elden Ring 10-…']);
    await until(40);
    discord.plays();
    await takenIn();
    await until(43);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 10-40']);
    expect(await drawn('SEGMENT')).toEqual(['Elden Ring 10-40']);
  });

  it('that is opened for half a minute writes nothing', async () => {
    const { discord, takenIn, until, drawn } = await started();
    discord.plays({ name: 'Elden Ring' });
    await takenIn();
    await until(0.5);
    discord.plays();
    await takenIn();
    await until(30);
    expect(await drawn('PRIMARY')).toEqual([]);
  });

  it('is none that is denied by name or id, heard, or of somebody else', async () => {
    const { discord, takenIn, until, drawn } = await started({
      DISCORD_DENYLIST_APPS: 'visual  STUDIO code, 123',
    });
    discord.plays(
      { name: 'Visual Studio Code' },
      { name: 'Wallpaper', application_id: '123' },
      { name: 'Spotify', type: 2 },
    );
    const theirs = {
      user: { id: strangerId },
      guild_id: guildIds[0],
      activities: [{ name: 'X', type: 0 }],
    };
    discord.dispatch('PRESENCE_UPDATE', theirs);
    await takenIn();
    await until(10);
    expect(await drawn('PRIMARY')).toEqual([]);
  });

  it('with a name that no category can have is recorded under what is left of it', async () => {
    const { discord, takenIn, until, drawn } = await started();
    discord.plays({ name: `A\u0007${'b'.repeat(300)}` });
    await takenIn();
    await until(5);
    expect(await drawn('SEGMENT')).toEqual([`A ${'b'.repeat(198)} 0-…`]);
  });
});

describe('a call in Discord', () => {
  it('is SOCIAL, whichever channel it moves to, and ends in the one for those away', async () => {
    const { discord, takenIn, until, drawn } = await started();
    discord.joins('300000000000000001');
    await takenIn();
    await until(10);
    discord.joins('300000000000000002');
    await takenIn();
    await until(20);
    expect(await drawn('SOCIAL')).toEqual(['Discord call 0-…']);
    discord.joins(afkChannelId);
    await takenIn();
    await until(22);
    expect(await drawn('SOCIAL')).toEqual(['Discord call 0-20']);
  });

  it('goes on over a reconnect', async () => {
    const { discord, takenIn, until, drawn } = await started();
    discord.joins('300000000000000001');
    await takenIn();
    await until(10);
    discord.joins(null);
    await takenIn();
    await until(10.5);
    discord.joins('300000000000000001');
    await takenIn();
    await until(20);
    expect(await drawn('SOCIAL')).toEqual(['Discord call 0-…']);
  });
});

describe('a packet that nobody can read', () => {
  it('is told and left out, and the next one counts', async () => {
    const { discord, takenIn, until, drawn, logged } = await started();
    discord.dispatch('VOICE_STATE_UPDATE', { guild_id: guildIds[0], user_id: 7 });
    discord.plays({ name: 'Elden Ring' });
    await takenIn();
    await until(5);
    expect(await drawn('PRIMARY')).toEqual(['Gaming 0-…']);
    expect(logged).toEqual([expect.stringContaining('VOICE_STATE_UPDATE')]);
  });
});
