/**
 * The slash commands as Discord shows them, told to each guild once: a guild that has them already
 * is only read.
 */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type Client,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { Dimension } from '../../../core/engine/slice.ts';

const dimensionChoices: { name: string; value: Dimension }[] = [
  { name: 'main activity', value: 'PRIMARY' },
  { name: 'work mode', value: 'WORK_MODE' },
  { name: 'social', value: 'SOCIAL' },
  { name: 'segment', value: 'SEGMENT' },
];

const dimension = {
  type: ApplicationCommandOptionType.String as const,
  name: 'dimension',
  description: 'Main activity when left out',
  required: false,
  choices: dimensionChoices,
};

const slashCommands: RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    name: 'start',
    description: 'Start a category',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'category',
        description: 'Its name; a new name makes a new category',
        required: true,
        autocomplete: true,
        max_length: 200,
      },
      dimension,
      {
        type: ApplicationCommandOptionType.String,
        name: 'at',
        description: 'When it began: -15m, last-stop or 2026-11-05T09:30:00+01:00',
        required: false,
        max_length: 64,
      },
    ],
  },
  {
    type: ApplicationCommandType.ChatInput,
    name: 'stop',
    description: 'Stop what runs',
    options: [dimension],
  },
  { type: ApplicationCommandType.ChatInput, name: 'status', description: 'What runs now' },
];

/** What Discord answers, less what it adds; what it leaves out is the default. */
const shape = z.object({
  type: z.number().default(ApplicationCommandType.ChatInput),
  name: z.string(),
  description: z.string(),
  options: z
    .array(
      z.object({
        type: z.number(),
        name: z.string(),
        description: z.string(),
        required: z.boolean().default(false),
        autocomplete: z.boolean().default(false),
        max_length: z.number().optional(),
        choices: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
      }),
    )
    .default([]),
});

type Registering = Readonly<{
  guildIds: readonly string[];
  log: Readonly<{ warn(message: string): void }>;
}>;

export async function registerCommands(client: Client, registering: Registering): Promise<void> {
  const applicationId = client.application?.id;
  if (applicationId === undefined) return;
  for (const guildId of registering.guildIds) {
    const route = Routes.applicationGuildCommands(applicationId, guildId);
    try {
      const there = await client.rest.get(route);
      if (!isSame(there)) await client.rest.put(route, { body: slashCommands });
    } catch (error) {
      registering.log.warn(
        `The slash commands could not be set up in the Discord server ${guildId} ` +
          `(${error instanceof Error ? error.message : 'no reason'}). Invite the bot again with ` +
          'the scope applications.commands.',
      );
    }
  }
}

function isSame(there: unknown): boolean {
  const read = z.array(shape).safeParse(there);
  return read.success && normalised(read.data) === normalised(slashCommands);
}

function normalised(commands: readonly unknown[]): string {
  const read = commands.map((command) => shape.parse(command));
  return JSON.stringify(read.sort((a, b) => a.name.localeCompare(b.name)));
}
