/** A slice that grows with the clock: the one kind of block that is drawn anew by itself. */
import type { ComponentProps } from 'react';
import { useNow } from '../ticker.tsx';
import type { Axis } from './axis.ts';
import { boxOf } from './box.ts';
import type { Lane, Placed } from './placement.ts';
import { SliceBlock } from './SliceBlock.tsx';

type RunningBlockProps = Omit<ComponentProps<typeof SliceBlock>, 'box'> &
  Readonly<{ placed: Placed; axis: Axis; lane: Lane }>;

export function RunningBlock({ placed, axis, lane, ...block }: RunningBlockProps) {
  const box = boxOf(placed, { axis, lane, now: useNow() });
  return <SliceBlock {...block} box={box} />;
}
