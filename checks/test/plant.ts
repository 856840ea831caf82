/** A tree in memory: paths and what stands in them. */
import { parse, type Source } from '../sources.ts';

export type Planted = Readonly<Record<string, string>>;

/** One row of a rule's table. `reason` names what is wrong, or why it is all right. */
export type Case = Readonly<{ reason: string; files: Planted }>;

export function plant(files: Planted): Source[] {
  return Object.entries(files).map(([path, text]) => parse(path, text));
}
