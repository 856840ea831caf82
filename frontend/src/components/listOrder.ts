/** One thing a place up or down among those that are shown in an order a person gave them. */
type Direction = 'up' | 'down';

/** At an end it stays where it is. */
export function movedBy<Item extends Readonly<{ id: string }>>(
  items: readonly Item[],
  id: string,
  direction: Direction,
): readonly Item[] {
  const from = items.findIndex((item) => item.id === id);
  const to = direction === 'up' ? from - 1 : from + 1;
  const [moved, other] = [items[from], items[to]];
  if (moved === undefined || other === undefined) return items;
  return items.with(from, other).with(to, moved);
}
