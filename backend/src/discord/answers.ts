/**
 * What the slash commands do: each is one command of the engine, through the same wrapper as any
 * other door, and one sentence that only the one who asked can see.
 *
 * Invariant: it is answered within Discord's three seconds whatever the database does, for the
 * answer is opened before the command runs. Nobody but the configured user is served.
 */
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  escapeMarkdown,
  type Interaction,
  MessageFlags,
  TimestampStyles,
  time,
} from 'discord.js';
import { foldName } from '../../../core/engine/category.ts';
import { type Dimension, dimensions } from '../../../core/engine/slice.ts';
import { unreachable } from '../../../core/invariant.ts';
import type { Causes } from '../services/automations/causes.ts';
import type { Categories } from '../services/categories/categories.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { Started } from '../services/engine/startSlice.ts';
import type { Stopped } from '../services/engine/stopSlice.ts';
import type { TimeEngine } from '../services/engine/timeEngine.ts';
import type { Caller, CommandResult } from '../services/engineCommand.ts';

export type AnswerParts = Readonly<{
  userId: string;
  caller: Caller;
  commands: Pick<Commands, 'startSlice' | 'stopSlice'>;
  engine: Pick<TimeEngine, 'state'>;
  categories: Pick<Categories, 'list'>;
  causes: Pick<Causes, 'watched'>;
  log: Readonly<{ error(facts: object, message: string): void }>;
}>;

const notYours = 'This Compass keeps the time of somebody else.';
const choicesMax = 25;
const choiceMaxCharacters = 100;
const contentMaxCharacters = 2_000;

export async function answer(parts: AnswerParts, interaction: Interaction): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await suggest(parts, interaction);
    else if (interaction.isChatInputCommand()) await reply(parts, interaction);
  } catch (error) {
    // The address of a request holds the token of the interaction, so only the message is kept.
    const reason = error instanceof Error ? error.message : String(error);
    parts.log.error({ reason }, 'A Discord command could not be answered.');
  }
}

async function reply(parts: AnswerParts, interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.user.id !== parts.userId) {
    await interaction.reply({ content: notYours, flags: MessageFlags.Ephemeral });
    return;
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const said = await sayOf(parts, interaction).catch((fault: unknown) => {
    parts.log.error({ fault }, 'A Discord command failed.');
    return 'Compass could not do that just now, and nothing was changed. Try again.';
  });
  const content = said.slice(0, contentMaxCharacters);
  await interaction.editReply({ content, allowedMentions: { parse: [] } });
}

function sayOf(parts: AnswerParts, interaction: ChatInputCommandInteraction): Promise<string> {
  switch (interaction.commandName) {
    case 'start':
      return start(parts, interaction);
    case 'stop':
      return stop(parts, interaction);
    case 'status':
      return status(parts);
    default:
      return Promise.resolve('Compass does not know this command any more. Try again in a minute.');
  }
}

async function start(
  { commands, caller }: AnswerParts,
  { id, options }: ChatInputCommandInteraction,
): Promise<string> {
  const input = {
    dimension: dimensionOf(options.getString('dimension')),
    category: options.getString('category', true),
    // Typed by a person: what is seen of games and calls makes room for it.
    source: 'MANUAL' as const,
    at: options.getString('at') ?? undefined,
  };
  const by = { ...caller, cause: 'Discord: /start' };
  return said(await commands.startSlice(by, input, once(id, sayStarted)), sayStarted);
}

function sayStarted({ slice, created }: Started): string {
  const { category, startAt, endAt } = slice;
  if (endAt !== null) return `Recorded ${shown(category)}, ${clock(startAt)} to ${clock(endAt)}.`;
  return created
    ? `Started ${shown(category)} at ${clock(startAt)}.`
    : `${shown(category)} runs since ${clock(startAt)}.`;
}

async function stop(
  { commands, caller }: AnswerParts,
  { id, options }: ChatInputCommandInteraction,
): Promise<string> {
  const input = { dimension: dimensionOf(options.getString('dimension')) };
  const by = { ...caller, cause: 'Discord: /stop' };
  return said(await commands.stopSlice(by, input, once(id, sayStopped)), sayStopped);
}

function sayStopped({ slice }: Stopped): string {
  return `Stopped ${shown(slice.category)}, which ran since ${clock(slice.startAt)}.`;
}

/** Discord may bring an interaction twice, after a resume: it is done once. */
function once<Value>(id: string, sentence: (value: Value) => string) {
  const reply = (value: Value) => ({ status: 200, body: sentence(value) });
  return { key: `discord ${id}`, requestHash: id, reply };
}

function said<Value>(result: CommandResult<Value>, sentence: (value: Value) => string): string {
  switch (result.kind) {
    case 'done':
      return sentence(result);
    case 'remembered':
      return String(result.body);
    case 'refused':
      return result.refusal.message;
    default:
      return unreachable(result);
  }
}

const dimensionNames: Readonly<Record<Dimension, string>> = {
  PRIMARY: 'Main activity',
  WORK_MODE: 'Work mode',
  SOCIAL: 'Social',
  SEGMENT: 'Segment',
};

async function status({ engine, causes, caller }: AnswerParts): Promise<string> {
  const state = await engine.state(caller.accountId);
  const lines = dimensions.map((dimension) => {
    const slice = state[dimension];
    const runs = slice === null ? '—' : `${shown(slice.category)} since ${clock(slice.startAt)}`;
    return `${dimensionNames[dimension]}: ${runs}`;
  });
  for (const { names, guessed } of await causes.watched(caller.accountId)) {
    if (names.length > 0) lines.push(`Discord shows ${names.map(shown).join(', ')}.`);
    const [last] = guessed;
    if (last === undefined) continue;
    lines.push(
      `${shown(last.name)} was stopped at ${time(seconds(last.at))}, where it was last seen. ` +
        'Correct the slice if that is wrong.',
    );
  }
  return lines.join('\n');
}

async function suggest(parts: AnswerParts, interaction: AutocompleteInteraction): Promise<void> {
  if (interaction.user.id !== parts.userId) return interaction.respond([]);
  const typed = foldName(interaction.options.getFocused());
  const categories = await parts.categories.list(parts.caller.accountId);
  const names = categories
    .filter(({ isArchived }) => !isArchived)
    .map(({ name }) => name)
    .filter((name) => foldName(name).includes(typed) && name.length <= choiceMaxCharacters);
  const isBegun = (name: string) => foldName(name).startsWith(typed);
  const ordered = [...names.filter(isBegun), ...names.filter((name) => !isBegun(name))];
  return interaction.respond(ordered.slice(0, choicesMax).map((name) => ({ name, value: name })));
}

function dimensionOf(text: string | null): Dimension {
  return dimensions.find((dimension) => dimension === text) ?? 'PRIMARY';
}

function shown(name: string): string {
  return escapeMarkdown(name);
}

/** Discord shows it in the zone of whoever reads. */
function clock(at: number): string {
  return time(seconds(at), TimestampStyles.ShortTime);
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
