/** What Discord sends, filled as far as a bot reads it: developer documentation of API v10. */
export const userId = '100000000000000001';
export const guildIds = ['200000000000000001', '200000000000000002'] as const;
export const afkChannelId = '300000000000000009';
export const applicationId = '400000000000000001';

export type Activity = Readonly<{
  name: string;
  type?: number;
  application_id?: string;
  created_at?: number;
}>;

/** The one person, as every guild sees them. */
type Shown = Readonly<{
  activities: readonly Activity[];
  channelId: string | null;
  sessionId: string;
}>;

export function presenceIn(guildId: string, { activities }: Shown) {
  return {
    user: { id: userId },
    guild_id: guildId,
    status: 'online',
    activities: activities.map((activity) => ({ type: 0, created_at: 1, ...activity })),
    client_status: { desktop: 'online' },
  };
}

export function voiceIn(guildId: string, { channelId, sessionId }: Shown) {
  return {
    user_id: userId,
    guild_id: guildId,
    channel_id: channelId,
    session_id: sessionId,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: false,
  };
}

/** Who is in a call is so in the first guild. */
export function guildOf(id: string, shown: Shown) {
  return {
    ...emptyGuild(id),
    presences: shown.activities.length === 0 ? [] : [presenceIn(id, shown)],
    voice_states: id === guildIds[0] && shown.channelId !== null ? [voiceIn(id, shown)] : [],
  };
}

export function readyOf(guilds: readonly string[], session: string, url: string) {
  return {
    v: 10,
    user: { id: applicationId, username: 'compass', discriminator: '0', bot: true },
    guilds: guilds.map((id) => ({ id, unavailable: true })),
    session_id: session,
    resume_gateway_url: url,
    shard: [0, 1],
    application: { id: applicationId, flags: 0 },
  };
}

/** Discord adds ids and leaves out what is the default. */
export function asDiscordKeeps(body: unknown): unknown {
  type Option = Record<string, unknown>;
  type Command = Option & { options?: Option[] };
  return (body as Command[]).map((command, index) => ({
    ...command,
    id: `60000000000000000${index}`,
    application_id: applicationId,
    version: '1',
    dm_permission: true,
    options: command.options?.map(({ required, ...option }) =>
      required === true ? { ...option, required } : option,
    ),
  }));
}

function emptyGuild(id: string) {
  return {
    id,
    name: `guild ${id}`,
    owner_id: userId,
    afk_channel_id: afkChannelId,
    unavailable: false,
    member_count: 2,
    joined_at: '2026-01-01T00:00:00.000Z',
    roles: [],
    emojis: [],
    stickers: [],
    features: [],
    channels: [],
    threads: [],
    members: [],
    stage_instances: [],
    guild_scheduled_events: [],
  };
}

type Interaction = Readonly<{ id: string; by: string; type: number; data: object }>;

export function interactionOf({ id, by, type, data }: Interaction) {
  const user = {
    id: by,
    username: 'somebody',
    discriminator: '0',
    global_name: null,
    avatar: null,
  };
  return {
    id,
    application_id: applicationId,
    type,
    data: { id: '600000000000000000', type: 1, ...data },
    guild_id: guildIds[0],
    channel_id: '300000000000000001',
    channel: { id: '300000000000000001', type: 0 },
    member: { user, roles: [], permissions: '0', joined_at: '2026-01-01T00:00:00.000Z' },
    token: `token-of-${id}`,
    version: 1,
    locale: 'en-GB',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 1,
  };
}

export const message = {
  id: '700000000000000001',
  channel_id: '300000000000000001',
  content: '',
  type: 0,
  author: { id: applicationId, username: 'compass', discriminator: '0', bot: true },
  timestamp: '2026-11-02T08:00:00.000Z',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
};
