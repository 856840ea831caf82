/**
 * What Discord shows of one person, kept up from the packets of the gateway as they arrive: each
 * tells all there is in one guild. The caches of discord.js are left aside, because they keep a
 * presence that went while the connection was away.
 *
 * Invariant: the answer is what the last packet of each guild said, and nothing older. A guild that
 * the bot is in no longer shows nothing.
 */
import { z } from 'zod';
import type { CauseKind } from '../../../core/automations/causeParts.ts';
import type { Cause } from '../../../core/automations/watch.ts';
import { foldName, nameMaxCharacters, tidyName } from '../../../core/engine/category.ts';

type Watched = Readonly<{
  userId: string;
  guildIds: readonly string[];
  /** Names or ids of apps that are no games. */
  denylist: readonly string[];
}>;

export type Sight = Readonly<{
  /** Takes a packet; true where it may have changed what is seen. */
  take: (type: string, data: unknown) => boolean;
  /** null until each guild has told what there is. */
  causes: () => Readonly<Record<CauseKind, readonly Cause[]>> | null;
  /** Configured guilds that the bot is not in. */
  missingGuildIds: () => readonly string[];
}>;

const activity = z.object({
  name: z.string(),
  type: z.number(),
  application_id: z.string().nullish(),
  created_at: z.number().nullish(),
  timestamps: z.object({ start: z.number().nullish() }).nullish(),
});
const presence = z.object({
  user: z.object({ id: z.string() }),
  guild_id: z.string().optional(),
  activities: z.array(activity).nullish(),
});
const voiceState = z.object({
  user_id: z.string(),
  guild_id: z.string().optional(),
  channel_id: z.string().nullable(),
  session_id: z.string(),
});
const ready = z.object({ guilds: z.array(z.object({ id: z.string() })) });
const guild = z.object({
  id: z.string(),
  afk_channel_id: z.string().nullish(),
  presences: z.array(presence).nullish(),
  voice_states: z.array(voiceState).nullish(),
});
const goneGuild = z.object({ id: z.string(), unavailable: z.boolean().optional() });

type Activity = z.infer<typeof activity>;

type GuildSight = Readonly<{
  activities: readonly Activity[];
  channelId: string | null;
  sessionId: string | null;
  afkChannelId: string | null;
}>;

/** Playing, and competing: the rest is listening, watching and words. */
const gameTypes = [0, 5];

export function createSight({ userId, guildIds, denylist }: Watched): Sight {
  const guilds = new Map<string, GuildSight>();
  /** null until the gateway has named them. */
  let joinedIds: readonly string[] | null = null;
  const denied = new Set(denylist.map(foldName));

  const change = (id: string | undefined, fields: Partial<GuildSight>): boolean => {
    if (id === undefined || !guildIds.includes(id)) return false;
    guilds.set(id, { ...(guilds.get(id) ?? nothingSeen), ...fields });
    return true;
  };
  const takers: Readonly<Record<string, (data: unknown) => boolean>> = {
    READY: (data) => {
      joinedIds = ready.parse(data).guilds.map(({ id }) => id);
      guilds.clear();
      return true;
    },
    GUILD_CREATE: (data) => {
      const { id, afk_channel_id, presences, voice_states } = guild.parse(data);
      joinedIds = [...new Set(joinedIds).add(id)];
      const shown = presences?.find(({ user }) => user.id === userId);
      const heard = voice_states?.find((state) => state.user_id === userId);
      return change(id, {
        activities: shown?.activities ?? [],
        channelId: heard?.channel_id ?? null,
        sessionId: heard?.session_id ?? null,
        afkChannelId: afk_channel_id ?? null,
      });
    },
    GUILD_UPDATE: (data) => {
      const { id, afk_channel_id } = guild.parse(data);
      return change(id, { afkChannelId: afk_channel_id ?? null });
    },
    GUILD_DELETE: (data) => {
      const { id, unavailable } = goneGuild.parse(data);
      // In an outage what was last seen stands until the guild is back and tells again.
      if (unavailable === true) return false;
      joinedIds = joinedIds?.filter((joined) => joined !== id) ?? null;
      guilds.delete(id);
      return guildIds.includes(id);
    },
    PRESENCE_UPDATE: (data) => {
      const { user, guild_id, activities } = presence.parse(data);
      return user.id === userId && change(guild_id, { activities: activities ?? [] });
    },
    VOICE_STATE_UPDATE: (data) => {
      const { user_id, guild_id, channel_id, session_id } = voiceState.parse(data);
      if (user_id !== userId) return false;
      return change(guild_id, { channelId: channel_id, sessionId: session_id });
    },
  };
  return {
    take: (type, data) => takers[type]?.(data) ?? false,
    causes: () => {
      const isTold = guildIds.every((id) => guilds.has(id) || joinedIds?.includes(id) === false);
      if (!isTold) return null;
      const seen = [...guilds.values()];
      return { game: gamesIn(seen, denied), voice: callIn(seen) };
    },
    missingGuildIds: () => guildIds.filter((id) => joinedIds?.includes(id) === false),
  };
}

const nothingSeen: GuildSight = {
  activities: [],
  channelId: null,
  sessionId: null,
  afkChannelId: null,
};

/** One for each name, however many guilds and apps tell of it, since the earliest of them. */
function gamesIn(guilds: readonly GuildSight[], denied: ReadonlySet<string>): Cause[] {
  const games = new Map<string, Cause>();
  for (const played of guilds.flatMap(({ activities }) => activities)) {
    const name = shownName(played.name);
    const key = foldName(name);
    const isDenied = denied.has(key) || denied.has(played.application_id ?? '');
    if (!gameTypes.includes(played.type) || key === '' || isDenied) continue;
    const told = [played.created_at, played.timestamps?.start, games.get(key)?.beganAt];
    const instants = told.map((at) => at ?? 0).filter((at) => at > 0);
    const beganAt = instants.length === 0 ? null : Math.min(...instants);
    games.set(key, { key, name: games.get(key)?.name ?? name, beganAt, stamp: null });
  }
  return [...games.values()];
}

/** What cannot be shown or is too long for a category's name is left out, never the game. */
function shownName(name: string): string {
  const visible = tidyName(name.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' '));
  return [...visible].slice(0, nameMaxCharacters).join('').trim();
}

/** The channel for those who are away is no call. Nobody says since when one is in a channel. */
function callIn(guilds: readonly GuildSight[]): Cause[] {
  const joined = guilds.find(
    ({ channelId, afkChannelId }) => channelId !== null && channelId !== afkChannelId,
  );
  if (joined === undefined) return [];
  return [{ key: 'call', name: 'Discord call', beganAt: null, stamp: joined.sessionId }];
}
