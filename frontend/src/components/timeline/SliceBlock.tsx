/**
 * One slice in its lane. Locked, running and imported are told by shape and by words as well as
 * by colour. Clicks, drags and keys are heard by the lanes around it, which read `data-slice`: a
 * day may hold hundreds.
 */

import { IconLock } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import { isImported } from '../../../../core/engine/slice.ts';
import type { Slice } from '../../server/slices.ts';
import type { Box } from './box.ts';
import classes from './Timeline.module.css';

type SliceBlockProps = Readonly<{
  slice: Slice;
  box: Box;
  color: string | undefined;
  /** What a screen reader says, and the pointer shows. */
  label: string;
  times: string;
  isSelected: boolean;
  isTabStop: boolean;
}>;

const namedPixels = 14;
const timedPixels = 34;

export const SliceBlock = memo(function SliceBlock(props: SliceBlockProps) {
  const { slice, box, color, label, times, isSelected, isTabStop } = props;
  return (
    <button
      type="button"
      className={classes.slice}
      data-slice={slice.id}
      data-look={lookOf(slice)}
      aria-pressed={isSelected}
      aria-label={label}
      title={label}
      tabIndex={isTabStop ? 0 : -1}
      style={{ ...box, '--category-color': color } as CSSProperties}
    >
      {box.height < namedPixels ? null : (
        <span className={classes.name}>
          {slice.isLocked ? <IconLock size={12} aria-hidden="true" /> : null}
          {slice.category}
        </span>
      )}
      {box.height < timedPixels ? null : (
        <>
          {' '}
          <span className={classes.times}>{times}</span>
        </>
      )}
      {box.height < timedPixels * 1.5 || slice.note === null ? null : (
        <>
          {' '}
          <span className={classes.note}>{slice.note}</span>
        </>
      )}
    </button>
  );
}, isAlike);

function lookOf(slice: Slice): string {
  if (isImported(slice)) return 'imported';
  if (slice.end === null) return 'running';
  return slice.isLocked ? 'locked' : 'plain';
}

function isAlike(a: SliceBlockProps, b: SliceBlockProps): boolean {
  return (
    a.slice === b.slice &&
    a.color === b.color &&
    a.label === b.label &&
    a.isSelected === b.isSelected &&
    a.isTabStop === b.isTabStop &&
    a.box.top === b.box.top &&
    a.box.height === b.box.height &&
    a.box.left === b.box.left &&
    a.box.width === b.box.width
  );
}
