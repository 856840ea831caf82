/**
 * What is selected, with all that can be done to it: beside the time line on a laptop, a drawer
 * at the bottom of a phone that leaves the time line in reach.
 */
import { CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { type KeyboardEvent, memo, type ReactNode } from 'react';
import { useCategoryOf } from '../../server/categories.ts';
import type { Slice } from '../../server/slices.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { CategoryBadge } from '../CategoryBadge.tsx';
import { FillPanel } from './FillPanel.tsx';
import { OverlapChoice } from './OverlapChoice.tsx';
import type { Lane } from './placement.ts';
import { SliceActions } from './SliceActions.tsx';
import { SliceFields } from './SliceFields.tsx';
import { SliceWhy } from './SliceWhy.tsx';
import { sliceFacts } from './sliceWords.ts';
import classes from './Timeline.module.css';
import { panelId, type Timeline } from './useTimeline.ts';

type TimelinePanelProps = Readonly<{
  timeline: Timeline;
  slices: readonly Slice[];
  lanes: readonly Lane[];
  /** Shown on a laptop while nothing is selected. */
  idle?: ReactNode;
}>;

export const TimelinePanel = memo(function TimelinePanel(props: TimelinePanelProps) {
  const { timeline, slices, lanes, idle = null } = props;
  const { drawn: selection, select } = timeline;
  const slice =
    selection?.kind === 'slice' ? slices.find(({ id }) => id === selection.id) : undefined;
  const close = () => {
    select(null);
    if (slice !== undefined) focusOn(slice.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  if (selection?.kind === 'gap') {
    return (
      <Frame title="Fill time" close={close} onKeyDown={onKeyDown}>
        <FillPanel
          key={`${selection.dimension} ${selection.range.startAt}`}
          dimension={selection.dimension}
          range={selection.range}
          done={() => select(null)}
        />
      </Frame>
    );
  }
  if (slice === undefined) {
    return idle === null ? null : <aside className={classes.idle}>{idle}</aside>;
  }
  return (
    <Frame title={slice.category} close={close} onKeyDown={onKeyDown} slice={slice}>
      <OverlapChoice {...timeline} />
      <SliceBody slice={slice} lanes={lanes} timeline={timeline} />
    </Frame>
  );
});

type SliceBodyProps = Readonly<{ slice: Slice; lanes: readonly Lane[]; timeline: Timeline }>;

/** Out of sight while a way out is chosen, and there all the same: what was typed stays. */
function SliceBody({ slice, lanes, timeline }: SliceBodyProps) {
  const { proposal } = timeline;
  return (
    <Stack gap="md" display={proposal?.kind === 'overlap' ? 'none' : undefined}>
      <SliceFields
        key={slice.id}
        slice={slice}
        isSending={proposal?.kind === 'sending'}
        propose={(edit, done) => timeline.propose(slice, edit, done)}
      />
      <SliceActions slice={slice} lanes={lanes} timeline={timeline} />
      <SliceWhy slice={slice} />
    </Stack>
  );
}

type FrameProps = Readonly<{
  title: string;
  slice?: Slice;
  close: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}>;

function Frame({ title, slice, close, onKeyDown, children }: FrameProps) {
  const words = useWords();
  const categoryOf = useCategoryOf();
  return (
    <aside id={panelId} className={classes.panel} aria-label={title} onKeyDown={onKeyDown}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="baseline">
          {slice === undefined ? null : <CategoryBadge category={categoryOf(slice.category)} />}
          <Stack gap={2} flex={1} miw={0}>
            <Title order={2} size="h5">
              {title}
            </Title>
            {slice === undefined ? null : (
              <Text size="sm" c="dimmed">
                {dimensionNames[slice.dimension]}, {sliceFacts({ ...slice, note: null }, words)}
              </Text>
            )}
          </Stack>
          <CloseButton aria-label="Close" onClick={close} />
        </Group>
        {children}
      </Stack>
    </aside>
  );
}

function focusOn(sliceId: string): void {
  document.querySelector<HTMLElement>(`button[data-slice="${sliceId}"]`)?.focus();
}
