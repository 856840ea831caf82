/**
 * The four lanes of one day. Clicks, drags and keys of all slices are heard here, once.
 *
 * Invariant: nothing is changed here. A drag proposes; what becomes of it is for the server.
 */
import { type KeyboardEvent, type MouseEvent, useMemo } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import { useCategoryOf } from '../../server/categories.ts';
import type { SliceEdit } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { type Axis, heightOf } from './axis.ts';
import { DayMarks } from './DayMarks.tsx';
import { Ghost } from './Ghost.tsx';
import { Grips } from './Grips.tsx';
import { LaneColumn } from './LaneColumn.tsx';
import { NowLine } from './NowLine.tsx';
import { gapsOf, type Lane, type Placed } from './placement.ts';
import type { Select, Selection } from './selection.ts';
import classes from './Timeline.module.css';
import type { Proposal } from './useProposal.ts';
import { type Draft, useSliceDrag } from './useSliceDrag.ts';
import { stepOf, walked } from './walk.ts';

type DayLanesProps = Readonly<{
  dayName: string;
  lanes: readonly Lane[];
  axis: Axis;
  selection: Selection | null;
  /** What the panel shows. */
  drawn: Selection | null;
  select: Select;
  propose: (slice: Slice, edit: SliceEdit) => void;
  remove: (slice: Slice) => void;
  proposal: Proposal | null;
}>;

const noGaps: readonly Range[] = [];

export function DayLanes(props: DayLanesProps) {
  const { dayName, lanes, axis, selection, drawn, select, propose, proposal } = props;
  const categoryOf = useCategoryOf();
  const selectedId = selection?.kind === 'slice' ? selection.id : null;
  const drop = (slice: Slice, edit: SliceEdit) => {
    // The panel tells what becomes of it, a refusal and the ways out as well.
    select({ kind: 'slice', id: slice.id });
    propose(slice, edit);
  };
  const { draft, handlers } = useSliceDrag({ axis, lanes, drop });
  // With the panel, whose drawer takes from the room that the slice is brought into sight in.
  const grippedId = drawn?.kind === 'slice' ? drawn.id : null;
  const gaps = useMemo(() => lanes.map((lane) => gapsOf(lane, axis.range)), [lanes, axis]);
  const pick = ({ target }: MouseEvent) => {
    const id = idAt(target);
    if (id !== null) select({ kind: 'slice', id });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the slices inside are buttons
    <div
      className={classes.lanes}
      style={{ height: heightOf(axis) }}
      onClick={pick}
      onKeyDown={(event) => hear(event, props)}
      {...handlers}
    >
      <DayMarks range={axis.range} axis={axis} />
      {lanes.map((lane, index) => {
        const gripped = placedIn(lane, grippedId);
        const ghost = ghostIn(lane, { draft, proposal });
        return (
          <div key={lane.dimension} className={classes.track}>
            <LaneColumn
              lane={lane}
              gaps={lane.dimension === 'PRIMARY' ? (gaps[index] ?? noGaps) : noGaps}
              axis={axis}
              categoryOf={categoryOf}
              selectedId={placedIn(lane, selectedId)?.slice.id ?? null}
              dayName={dayName}
              select={select}
            />
            {gripped === undefined ? null : (
              <Grips key={gripped.slice.id} placed={gripped} axis={axis} lane={lane} />
            )}
            {ghost === null ? null : <Ghost draft={ghost} axis={axis} />}
          </div>
        );
      })}
      <NowLine axis={axis} />
    </div>
  );
}

function idAt(target: EventTarget): string | null {
  return (target as Element).closest<HTMLElement>('[data-slice]')?.dataset.slice ?? null;
}

function placedIn({ own, imported }: Lane, id: string | null): Placed | undefined {
  if (id === null) return undefined;
  const isMeant = ({ slice }: Placed) => slice.id === id;
  return own.find(isMeant) ?? imported.find(isMeant);
}

/** Where a slice is being dragged to, or would be after an edit that is not decided yet. */
function ghostIn(
  { dimension }: Lane,
  { draft, proposal }: Readonly<{ draft: Draft | null; proposal: Proposal | null }>,
): Draft | null {
  const shown = draft ?? (proposal?.kind === 'refused' ? null : draftOf(proposal));
  return shown?.slice.dimension === dimension ? shown : null;
}

function draftOf(proposal: Proposal | null): Draft | null {
  if (proposal === null) return null;
  const { slice, edit } = proposal;
  if (edit.start === undefined && edit.end === undefined) return null;
  const start = edit.start ?? slice.start;
  const end = edit.end === undefined ? slice.end : edit.end;
  const to = { startAt: Date.parse(start), endAt: end === null ? null : Date.parse(end) };
  return { slice, to };
}

/** The delete key of a Mac says Backspace. */
function isDelete(key: string): boolean {
  return key === 'Delete' || key === 'Backspace';
}

function hear(event: KeyboardEvent<HTMLElement>, props: DayLanesProps): void {
  const id = idAt(event.target);
  if (id === null || event.altKey || event.ctrlKey || event.metaKey) return;
  const { lanes, select, remove } = props;
  const step = stepOf(event.key);
  if (step !== null) {
    event.preventDefault();
    const next = walked(lanes, id, step);
    if (next === null) return;
    select({ kind: 'slice', id: next });
    event.currentTarget.querySelector<HTMLElement>(`button[data-slice="${next}"]`)?.focus();
  }
  if (event.key === 'Enter') {
    event.preventDefault();
    select({ kind: 'slice', id, isEntered: true });
  }
  const slice = lanes.map((lane) => placedIn(lane, id)).find((placed) => placed)?.slice;
  if (isDelete(event.key) && slice !== undefined) remove(slice);
  if (event.key === 'Escape') select(null);
}
