/** What a person reads in place of the names of the engine. */
import type { Dimension } from '../../../core/engine/slice.ts';

export const dimensionNames: Readonly<Record<Dimension, string>> = {
  PRIMARY: 'Activity',
  WORK_MODE: 'Work mode',
  SOCIAL: 'Social',
  SEGMENT: 'Segment',
};
