/**
 * Discord as a door: what one person plays and where they talk drives the engine, and a few slash
 * commands do. Only the configured user in the configured guilds is looked at.
 *
 * Invariant: whatever Discord does or refuses, the server runs on; what the person is to do stands
 * in one line.
 */
import type { Client } from 'discord.js';
import type { Timers } from '../projection/wakeup.ts';
import type { Causes } from '../services/automations/causes.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import { type AnswerParts, answer } from './answers.ts';
import type { BuildIdentifyThrottler, Connect, Connection, ConnectionLog } from './connection.ts';
import { type Bot, type DiscordSettings, readinessOf } from './settings.ts';
import { createSight, type Sight } from './sight.ts';
import { registerCommands } from './slashCommands.ts';
import { createWatcher, type Watcher } from './watcher.ts';

export type DiscordParts = Pick<AnswerParts, 'caller' | 'engine' | 'categories'> &
  Readonly<{
    settings: DiscordSettings;
    commands: Pick<Commands, 'startSlice' | 'stopSlice' | 'lookAtCauses'>;
    causes: Pick<Causes, 'watched'>;
    now: () => number;
    timers: Timers;
    log: ConnectionLog;
    buildIdentifyThrottler: BuildIdentifyThrottler;
    connect: Connect;
  }>;

type Discord = Readonly<{
  start: () => Promise<void>;
  /** Resolves once everything seen is recorded; timers may still wait. */
  whenIdle: () => Promise<void>;
  stop: () => Promise<void>;
}>;

export function createDiscord(parts: DiscordParts): Discord {
  const readiness = readinessOf(parts.settings);
  switch (readiness.kind) {
    case 'on':
      return withBot(parts, readiness.bot);
    case 'incomplete':
      return withoutBot(parts, readiness.line);
    case 'off':
      return withoutBot(parts, null);
  }
}

/** What an earlier start began is not left running for ever. */
function withoutBot(parts: DiscordParts, line: string | null): Discord {
  const watcher = watcherFor(parts, { causes: () => null }, () => -1);
  return {
    start: async () => {
      if (line !== null) parts.log.warn(line);
      const watched = await parts.causes.watched(parts.caller.accountId);
      if (watched.some(({ holds, names }) => holds.length + names.length > 0)) watcher.letGo();
    },
    whenIdle: () => watcher.whenIdle(),
    stop: () => watcher.stop(),
  };
}

function withBot(parts: DiscordParts, bot: Bot): Discord {
  const { log } = parts;
  const sight = createSight(bot);
  const answering: AnswerParts = { ...parts, userId: bot.userId };
  const busy = new Set<Promise<void>>();
  const during = (work: Promise<void>): void => {
    busy.add(work);
    void work.finally(() => busy.delete(work));
  };
  const connection: Connection = parts.connect({
    ...parts,
    bot,
    listeners: {
      packet: (type, data) => takePacket({ sight, watcher, log }, type, data),
      lost: () => watcher.lost(),
      returned: (how) => {
        watcher.returned();
        if (how.kind === 'ready') during(settleIn(how.client, { bot, sight, log }));
      },
      interaction: (interaction) => during(answer(answering, interaction)),
      gaveUp: () => watcher.letGo(),
    },
  });
  const watcher: Watcher = watcherFor(parts, sight, () => connection.lastAnswer());
  return {
    start: async () => connection.start(),
    whenIdle: async () => {
      while (busy.size > 0) await Promise.all(busy);
      await watcher.whenIdle();
    },
    stop: async () => {
      await watcher.stop();
      await connection.stop();
      await Promise.allSettled(busy);
    },
  };
}

function watcherFor(
  { commands, caller, timers, now, log }: DiscordParts,
  sight: Pick<Sight, 'causes'>,
  lastAnswer: () => number,
): Watcher {
  const look = commands.lookAtCauses;
  return createWatcher({ look, caller, seen: sight.causes, lastAnswer, timers, now, log });
}

type Taking = Readonly<{ sight: Sight; watcher: Watcher; log: ConnectionLog }>;

/** A packet of another shape than documented is left out: the next one tells all there is again. */
function takePacket({ sight, watcher, log }: Taking, type: string, data: unknown): void {
  try {
    if (type === 'READY') watcher.lost();
    const missing = sight.missingGuildIds();
    if (sight.take(type, data)) watcher.changed();
    // What is missing from the beginning is told when the bot has settled in.
    if (type !== 'GUILD_DELETE') return;
    for (const id of sight.missingGuildIds()) if (!missing.includes(id)) tellMissing(log, id);
  } catch (fault) {
    log.error({ fault }, `Discord sent a ${type} that Compass cannot read. Update Compass.`);
  }
}

function tellMissing(log: ConnectionLog, guildId: string): void {
  log.warn(
    `The Discord bot is not in the server ${guildId} of DISCORD_GUILD_IDS. Invite it there, or ` +
      'take the id out.',
  );
}

type Settling = Readonly<{ bot: Bot; sight: Sight; log: ConnectionLog }>;

async function settleIn(client: Client, { bot, sight, log }: Settling): Promise<void> {
  const missing = sight.missingGuildIds();
  for (const guildId of missing) tellMissing(log, guildId);
  const guildIds = bot.guildIds.filter((id) => !missing.includes(id));
  await registerCommands(client, { guildIds, log });
}
