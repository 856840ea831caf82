/**
 * Tags that are not ours survive: a list that is written whole holds every such tag that the
 * program was shown on that entry, and none is taken away by name. It knows what the program was
 * told by the replies that reached it; what a dead program was told is forgotten.
 */
import { humanTags } from '../options.ts';
import type { WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

type TagsChecker = Readonly<{ onWire(event: WireEvent): void; onRestart(): void }>;

type Shown = Readonly<{ id: number; at: string; tags: readonly string[] | null }>;

export function createTagsChecker(find: Find): TagsChecker {
  const shown = new Map<number, Shown>();
  const see = (entry: Shown) => {
    // A copy that lags behind tells nothing new.
    if (entry.at >= (shown.get(entry.id)?.at ?? '')) shown.set(entry.id, entry);
  };
  return {
    onWire: (event) => {
      if (event.kind === 'answered') entriesIn(event).forEach(see);
      if (event.kind !== 'sent' || event.call.method !== 'PUT') return;
      const { path, body } = event.call;
      const id = Number(/\/time_entries\/(\d+)$/.exec(path)?.[1] ?? 0);
      const lost = lostBy(body ?? {}, shown.get(id)?.tags ?? []);
      if (lost.length > 0) find('tags', `${path} loses [${lost.join(' ')}], which are not ours.`);
    },
    onRestart: () => shown.clear(),
  };
}

function lostBy(body: Readonly<Record<string, unknown>>, onEntry: readonly string[]): string[] {
  const { tags, tag_action: action } = body;
  if (!Array.isArray(tags) || action === 'add') return [];
  const others = onEntry.filter((tag) => humanTags.includes(tag));
  return others.filter((tag) => tags.includes(tag) === (action === 'delete'));
}

function entriesIn({ exchange }: Extract<WireEvent, { kind: 'answered' }>): readonly Shown[] {
  if (exchange.kind !== 'replied' || exchange.reply.status !== 200) return [];
  const body: unknown = exchange.reply.body === '' ? null : JSON.parse(exchange.reply.body);
  return (Array.isArray(body) ? body : [body]).filter(isEntry);
}

function isEntry(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && 'tags' in value && 'at' in value;
}
