/** Who began a slice, in a person's words. */
import type { Source } from '../../../core/engine/slice.ts';

export const sourceNames: Readonly<Record<Source, string>> = {
  MANUAL: 'by hand',
  SHORTCUT: 'by a Shortcut',
  FOCUS: 'by a Focus',
  NFC: 'by a tag',
  DISCORD: 'by Discord',
  TASK: 'with its task',
  HEALTH: 'by Health',
  API: 'by a program',
  TIMERY: 'in Timery',
  IMPORT: 'from a file',
};
