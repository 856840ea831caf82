/** Whether the settings are enough for a bot; where not, one line says what to do. */
export type DiscordSettings = Readonly<{
  /** null: on where there is a token. */
  isEnabled: boolean | null;
  token: string | null;
  userId: string | null;
  guildIds: readonly string[];
  denylist: readonly string[];
  apiUrl: string;
}>;

export type Bot = Readonly<{
  token: string;
  userId: string;
  guildIds: readonly string[];
  denylist: readonly string[];
  apiUrl: string;
}>;

type Readiness =
  | Readonly<{ kind: 'off' }>
  | Readonly<{ kind: 'incomplete'; line: string }>
  | Readonly<{ kind: 'on'; bot: Bot }>;

const orOff = 'or set DISCORD_BOT_ENABLED=false';

/** The token itself never stands in a line. */
export function readinessOf(settings: DiscordSettings): Readiness {
  const { isEnabled, userId, guildIds, denylist, apiUrl } = settings;
  if (isEnabled === false || (isEnabled === null && settings.token === null)) {
    return { kind: 'off' };
  }
  const token = settings.token?.replace(/^Bot\s+/i, '') ?? null;
  if (token === null) {
    return incomplete(
      'DISCORD_TOKEN is not set. Copy the token of your app from the Discord developer portal ' +
        `(Bot, Reset Token), ${orOff}`,
    );
  }
  if (!/^[\w.-]+$/.test(token)) return incomplete(wrongToken);
  if (userId === null) {
    return incomplete(`DISCORD_USER_ID is not set. Set it to your own user id, ${orOff}`);
  }
  if (guildIds.length === 0) {
    return incomplete(
      `DISCORD_GUILD_IDS is not set. Set it to the servers the bot shares with you, ${orOff}`,
    );
  }
  return { kind: 'on', bot: { token, userId, guildIds, denylist, apiUrl } };
}

export const wrongToken =
  'the token in DISCORD_TOKEN is not valid. Make a new one in the Discord developer portal (Bot, ' +
  'Reset Token), set it and start Compass again';

function incomplete(why: string): Readiness {
  return { kind: 'incomplete', line: offLine(why) };
}

export function offLine(why: string): string {
  return `Discord is off: ${why}. Everything else runs.`;
}
