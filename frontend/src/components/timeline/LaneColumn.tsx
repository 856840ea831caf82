/** One dimension of one day: what was imported beneath, ours above it, and what lies free. */
import { memo, useMemo } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import type { Category } from '../../server/categories.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { useWords } from '../../words/wordsContext.tsx';
import type { Axis } from './axis.ts';
import { boxOf } from './box.ts';
import { GapBlock } from './GapBlock.tsx';
import type { Lane } from './placement.ts';
import { RunningBlock } from './RunningBlock.tsx';
import { SliceBlock } from './SliceBlock.tsx';
import type { Select } from './selection.ts';
import { sliceLabel } from './sliceWords.ts';
import classes from './Timeline.module.css';
import { useBlockKeys } from './useBlockKeys.ts';

type LaneColumnProps = Readonly<{
  lane: Lane;
  gaps: readonly Range[];
  axis: Axis;
  categoryOf: (name: string) => Category | undefined;
  /** In this lane. */
  selectedId: string | null;
  /** The day a screen reader hears of; in a week there are seven. */
  dayName: string;
  select: Select;
}>;

export const LaneColumn = memo(function LaneColumn(props: LaneColumnProps) {
  const { lane, gaps, axis, categoryOf, selectedId, dayName, select } = props;
  const words = useWords();
  const keys = useBlockKeys(lane, axis.range.startAt);
  const tabStopId = selectedId ?? lane.own[0]?.slice.id ?? lane.imported[0]?.slice.id ?? null;
  // Words and boxes of hundreds are made once, not again with each that is selected.
  const blocks = useMemo(
    () =>
      [...lane.imported, ...lane.own].map((placed) => {
        const { slice, endAt } = placed;
        const color = categoryOf(slice.category)?.color;
        const times = words.range(slice.start, slice.end);
        const look = { slice, color, times, label: sliceLabel(slice, words) };
        return { placed, look, box: boxOf(placed, { axis, lane, now: endAt }) };
      }),
    [lane, axis, categoryOf, words],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
    <div
      role="group"
      aria-label={`${dimensionNames[lane.dimension]}, ${dayName}`}
      className={classes.lane}
    >
      {gaps.map((range) => (
        <GapBlock
          key={range.startAt}
          axis={axis}
          range={range}
          choose={() => select({ kind: 'gap', dimension: lane.dimension, range })}
        />
      ))}
      {blocks.map(({ placed, look, box }) => {
        const { id, end } = look.slice;
        const shown = { ...look, isSelected: id === selectedId, isTabStop: id === tabStopId };
        const key = keys.get(id);
        return end === null ? (
          <RunningBlock key={key} {...shown} placed={placed} axis={axis} lane={lane} />
        ) : (
          <SliceBlock key={key} {...shown} box={box} />
        );
      })}
    </div>
  );
});
