/**
 * A slice: one stretch of one dimension. Instants are UTC milliseconds, ranges half-open
 * [startAt, endAt); endAt null means that it runs.
 */
export const dimensions = ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'] as const;
export type Dimension = (typeof dimensions)[number];

/** Sources a client may name. TIMERY and IMPORT are set by the importers alone. */
export const clientSources = [
  'MANUAL',
  'SHORTCUT',
  'FOCUS',
  'NFC',
  'DISCORD',
  'TASK',
  'HEALTH',
  'API',
] as const;
export const sources = [...clientSources, 'TIMERY', 'IMPORT'] as const;
export type Source = (typeof sources)[number];

export type Slice = Readonly<{
  id: string;
  dimension: Dimension;
  categoryId: string;
  startAt: number;
  endAt: number | null;
  source: Source;
  isLocked: boolean;
  linkedTaskId: string | null;
  note: string | null;
  /** The Toggl entry an imported slice came from. Slices of ours never carry one: see links. */
  originEntryId: string | null;
  createdAt: number;
  updatedAt: number;
}>;

/** Recorded in Toggl: it overlaps what it will, and its name and start are Toggl's. */
export function isImported({ source }: Pick<Slice, 'source'>): boolean {
  return source === 'TIMERY';
}

/** One row as a command found it and as it left it: what the journal keeps and undo inverts. */
export type SliceChange =
  | Readonly<{ kind: 'insert'; after: Slice }>
  | Readonly<{ kind: 'update'; before: Slice; after: Slice }>
  | Readonly<{ kind: 'delete'; before: Slice }>;
