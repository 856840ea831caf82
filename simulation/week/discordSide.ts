/**
 * The Discord of the week: one guild in which the person is seen. It tells what there is when the
 * program connects, and every change as it happens. The way to it takes no time.
 */
import type { Connect, ConnectionParts } from '../../backend/src/discord/connection.ts';
import type { DiscordSide } from '../program.ts';

export type Shown = Readonly<{ game: Game | null; channelId: string | null }>;
type Game = Readonly<{ name: string; beganAt: number }>;

type ShownDiscord = DiscordSide &
  Readonly<{
    show(shown: Shown): void;
  }>;

const userId = '100000000000000001';
const guildId = '200000000000000001';
/** So often the gateway hears from the bot, and answers. */
const heartbeatMs = 41_250;

export function createDiscordSide(now: () => number): ShownDiscord {
  const state: { shown: Shown; bot: ConnectionParts['listeners'] | null } = {
    shown: { game: null, channelId: null },
    bot: null,
  };
  const connect: Connect = ({ listeners }) => ({
    start: () => {
      state.bot = listeners;
      listeners.packet('READY', { guilds: [{ id: guildId }] });
      listeners.packet('GUILD_CREATE', guildOf(state.shown));
      listeners.returned({ kind: 'resumed' });
    },
    lastAnswer: () => Math.floor(now() / heartbeatMs),
    stop: async () => {
      state.bot = null;
    },
  });
  return {
    connect,
    settings: {
      DISCORD_TOKEN: 'MTIz.token-of-the-simulation.abc',
      DISCORD_USER_ID: userId,
      DISCORD_GUILD_IDS: guildId,
    },
    show: (shown) => {
      const before = state.shown;
      state.shown = shown;
      if (shown.game !== before.game) state.bot?.packet('PRESENCE_UPDATE', presenceOf(shown));
      if (shown.channelId !== before.channelId) {
        state.bot?.packet('VOICE_STATE_UPDATE', voiceOf(shown));
      }
    },
  };
}

function guildOf(shown: Shown) {
  const voices = shown.channelId === null ? [] : [voiceOf(shown)];
  return { id: guildId, presences: [presenceOf(shown)], voice_states: voices };
}

function presenceOf({ game }: Shown) {
  const { name = '', beganAt = 0 } = game ?? {};
  const activities = game === null ? [] : [{ name, type: 0, timestamps: { start: beganAt } }];
  return { user: { id: userId }, guild_id: guildId, activities };
}

function voiceOf({ channelId }: Shown) {
  return {
    user_id: userId,
    guild_id: guildId,
    channel_id: channelId,
    session_id: 'of the evening',
  };
}
