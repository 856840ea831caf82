/**
 * Dragging with a mouse, a pen or a finger. A mouse takes any slice by its body or its edges; a
 * finger takes the selected one by its grips alone, and scrolls the day everywhere else.
 */
import { type PointerEvent, useRef, useState } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import { useServer } from '../../server/serverContext.tsx';
import type { Slice } from '../../server/slices.ts';
import { type Axis, msOfPixels } from './axis.ts';
import { draggedTo, editOf, type Grab, type Grip, type Times } from './drag.ts';
import type { Lane, Placed } from './placement.ts';

/** Where a slice would be let go. */
export type Draft = Readonly<{ slice: Slice; to: Times }>;

type Grabbed = Readonly<{ placed: Placed; grab: Grab; fromY: number }>;

type DragOptions = Readonly<{
  axis: Axis;
  lanes: readonly Lane[];
  drop: (slice: Slice, edit: NonNullable<ReturnType<typeof editOf>>) => void;
}>;

/** Less is a click of an unsteady hand. */
const leastPixels = 4;
const magnetPixels = 6;

export function useSliceDrag({ axis, lanes, drop }: DragOptions) {
  const { now } = useServer();
  const [draft, setDraft] = useState<Draft | null>(null);
  const grabbed = useRef<Grabbed | null>(null);
  const letGo = () => {
    grabbed.current = null;
    setDraft(null);
  };
  const draftAt = ({ placed, grab, fromY }: Grabbed, clientY: number): Draft => ({
    slice: placed.slice,
    to: draggedTo(grab, msOfPixels(axis, clientY - fromY)),
  });
  return {
    draft,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const found = foundAt(event, lanes);
        if (found === null || event.button !== 0) return;
        const magnetMs = msOfPixels(axis, magnetPixels);
        grabbed.current = {
          placed: found.placed,
          fromY: event.clientY,
          grab: { ...grabOf(found.placed, lanes), grip: found.grip, now: now(), magnetMs },
        };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = grabbed;
        if (current === null) return;
        const isMeant = Math.abs(event.clientY - current.fromY) >= leastPixels;
        if (draft === null && !isMeant) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDraft(draftAt(current, event.clientY));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const { current } = grabbed;
        letGo();
        if (current === null || draft === null) return;
        const edit = editOf(current.grab.from, draftAt(current, event.clientY).to);
        if (edit !== null) drop(current.placed.slice, edit);
      },
      onPointerCancel: letGo,
    },
  };
}

type Found = Readonly<{ placed: Placed; grip: Grip }>;

/** A locked slice is not taken. */
function foundAt({ target, clientY, pointerType }: PointerEvent, lanes: readonly Lane[]) {
  const taken = pointerType === 'touch' ? '[data-grip]' : '[data-slice]';
  const element = (target as Element).closest<HTMLElement>(taken);
  if (element === null) return null;
  const id = element.dataset.slice;
  const all = lanes.flatMap(({ own, imported }) => [...own, ...imported]);
  const placed = all.find(({ slice }) => slice.id === id);
  if (placed === undefined || placed.slice.isLocked) return null;
  const named = element.dataset.grip as Grip | undefined;
  const { top, height } = element.getBoundingClientRect();
  const grip = named ?? gripAt({ y: clientY - top, height });
  return { placed, grip: grip === 'end' && placed.slice.end === null ? 'whole' : grip } as Found;
}

const edgePixels = 7;

function gripAt({ y, height }: Readonly<{ y: number; height: number }>): Grip {
  if (height < edgePixels * 3) return 'whole';
  if (y < edgePixels) return 'start';
  return y > height - edgePixels ? 'end' : 'whole';
}

function grabOf({ slice, startAt, endAt }: Placed, lanes: readonly Lane[]) {
  const { own = [] } = lanes.find(({ dimension }) => dimension === slice.dimension) ?? {};
  return {
    from: { startAt, endAt: slice.end === null ? null : endAt },
    edges: own.filter((other) => other.slice.id !== slice.id).flatMap(edgesOf),
  };
}

function edgesOf({ startAt, endAt }: Range): number[] {
  return Number.isFinite(endAt) ? [startAt, endAt] : [startAt];
}
