/** One side of a warning in words: what Toggl has, or what we have. */
import type { Words } from '../../words/words.ts';

type VersionContext = Readonly<{ words: Words; projectName: (id: string) => string | undefined }>;

/** Null where that side has nothing to say, as of an entry that was deleted. */
export function versionWords(version: unknown, context: VersionContext): string | null {
  if (typeof version !== 'object' || version === null) return null;
  const facts = version as Record<string, unknown>;
  const parts = [
    textIn(facts.category) ?? textIn(facts.description),
    timesOf(facts, context.words),
    projectOf(facts, context),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function timesOf(facts: Record<string, unknown>, words: Words): string | null {
  const start = instantIn(facts, 'start');
  const stop = instantIn(facts, 'stop');
  if (start === null) return stop === null ? null : `until ${words.dayAndTime(stop)}`;
  return `${words.day(start)}, ${words.range(start, stop)}`;
}

/** Warnings carry the times as text, what was last written to Toggl as seconds. */
function instantIn(facts: Record<string, unknown>, end: 'start' | 'stop'): string | number | null {
  const text = textIn(facts[end]);
  if (text !== null) return text;
  const second = facts[`${end}Second`];
  return typeof second === 'number' ? second * 1000 : null;
}

function projectOf(facts: Record<string, unknown>, { projectName }: VersionContext) {
  if (!('projectId' in facts)) return null;
  const { projectId } = facts;
  if (projectId === null) return 'no project';
  return `project ${projectName(String(projectId)) ?? projectId}`;
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
