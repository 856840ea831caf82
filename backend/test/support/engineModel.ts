/**
 * What the engine should hold, told again as simply as it can be: a list a dimension, whole
 * history in memory, minutes for instants. Knows nothing of windows, rows or transactions.
 */
export const modelDimensions = ['PRIMARY', 'SOCIAL'] as const;
type ModelDimension = (typeof modelDimensions)[number];

/** Minutes after the morning. */
type ModelSlice = Readonly<{ category: string; start: number; end: number | null }>;
type History = Readonly<Record<ModelDimension, readonly ModelSlice[]>>;

export type ModelCommand =
  | Readonly<{ kind: 'start'; dimension: ModelDimension; category: string; minutesAgo: number }>
  | Readonly<{ kind: 'stop'; dimension: ModelDimension; minutesAgo: number }>
  | Readonly<{ kind: 'undo' }>;

/** `before` is what an undo of the last change goes back to. */
export type Model = Readonly<{ history: History; before: History | null }>;

export const emptyModel: Model = { history: { PRIMARY: [], SOCIAL: [] }, before: null };

/** The model after a command at a minute; null where the engine has to refuse. */
export function afterCommand(model: Model, command: ModelCommand, now: number): Model | null {
  const { history, before } = model;
  if (command.kind === 'undo') return before === null ? null : { history: before, before: history };
  const { dimension } = command;
  const minute = now - command.minutesAgo;
  const slices = history[dimension];
  const changed =
    command.kind === 'start'
      ? started(slices, command.category, minute)
      : stopped(slices, minute, command.minutesAgo > 0);
  if (changed === null) return null;
  if (changed === slices) return model;
  return { history: { ...history, [dimension]: changed }, before: history };
}

function started(slices: readonly ModelSlice[], category: string, minute: number) {
  if (slices.some((slice) => holds(slice, minute) && slice.category === category)) return slices;
  const next = slices.find((slice) => slice.start > minute);
  const resumed = next?.category === category ? next : undefined;
  const kept = slices
    .filter((slice) => slice.start !== minute && slice !== resumed)
    .map((slice) => (holds(slice, minute) ? { ...slice, end: minute } : slice));
  const end = resumed === undefined ? (next?.start ?? null) : resumed.end;
  return [...kept, { category, start: minute, end }].sort((a, b) => a.start - b.start);
}

function stopped(slices: readonly ModelSlice[], minute: number, isLate: boolean) {
  const ended = slices.find((slice) => (isLate ? holds(slice, minute) : slice.end === null));
  if (ended === undefined) return null;
  return slices.map((slice) => (slice === ended ? { ...slice, end: minute } : slice));
}

function holds({ start, end }: ModelSlice, minute: number): boolean {
  return start <= minute && (end === null || minute < end);
}

/** As `drawn` draws slices of the engine. */
export function drawnModel({ history }: Model, dimension: ModelDimension): string[] {
  return history[dimension].map(({ category, start, end }) => `${category} ${start}-${end ?? '…'}`);
}
