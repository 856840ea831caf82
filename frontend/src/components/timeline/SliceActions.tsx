/** Continue, let run on, split, join, lock and delete. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import {
  IconArrowMerge,
  IconLock,
  IconLockOpen,
  IconPlayerPlay,
  IconScissors,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { isImported } from '../../../../core/engine/slice.ts';
import { clockTime } from '../../../../core/time/day.ts';
import { useServer } from '../../server/serverContext.tsx';
import { useContinueSlice, useJoinSlices, useSplitSlice } from '../../server/sliceCommands.ts';
import { type Slice, useRecentSlices } from '../../server/slices.ts';
import { msOf } from '../../words/words.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { useDayRules } from '../useDayRules.ts';
import { isNewest, type Lane, middleOf, neighboursOf } from './placement.ts';
import { readEnd } from './timeField.ts';
import type { Timeline } from './useTimeline.ts';

type SliceActionsProps = Readonly<{ slice: Slice; lanes: readonly Lane[]; timeline: Timeline }>;

export function SliceActions({ slice, lanes, timeline }: SliceActionsProps) {
  const toggleLock = () => timeline.propose(slice, { isLocked: !slice.isLocked });
  if (slice.isLocked) {
    return (
      <Button
        variant="default"
        leftSection={<IconLockOpen size={16} aria-hidden="true" />}
        onClick={toggleLock}
      >
        Unlock to change
      </Button>
    );
  }
  return (
    <Stack gap="sm">
      {isImported(slice) ? null : (
        <>
          <GoOn slice={slice} timeline={timeline} />
          <Split key={`${slice.start} ${slice.end}`} slice={slice} />
          <Join slice={slice} lanes={lanes} />
        </>
      )}
      <Group grow gap="sm">
        <Button
          variant="default"
          leftSection={<IconLock size={16} aria-hidden="true" />}
          onClick={toggleLock}
        >
          Lock
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => timeline.remove(slice)}
        >
          Delete
        </Button>
      </Group>
    </Stack>
  );
}

/** The same again from now on; or, of what ended last, as if it had never been stopped. */
function GoOn({ slice, timeline }: Pick<SliceActionsProps, 'slice' | 'timeline'>) {
  const again = useContinueSlice();
  const { data: recent } = useRecentSlices();
  if (slice.end === null) return null;
  return (
    <Group grow gap="sm">
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
        loading={again.isPending}
        onClick={() => again.mutate(slice.id)}
      >
        Continue
      </Button>
      {recent === undefined || !isNewest(slice, recent) ? null : (
        <Button variant="default" onClick={() => timeline.propose(slice, { end: null })}>
          It still runs
        </Button>
      )}
    </Group>
  );
}

/** In the middle, unless told otherwise. */
function Split({ slice }: { slice: Slice }) {
  const rules = useDayRules();
  const { now } = useServer();
  const split = useSplitSlice();
  const startAt = msOf(slice.start);
  const [middleAt] = useState(() => middleOf(slice, now()));
  const [text, setText] = useState(() => clockTime(middleAt, rules.timeZone));
  const at = readEnd({ text, formerAt: middleAt, startAt, rules });
  return (
    <Group gap="sm" wrap="nowrap" align="flex-end">
      <TextInput
        type="time"
        label="Split at"
        flex={1}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={at === null}
        leftSection={<IconScissors size={16} aria-hidden="true" />}
        onClick={() => {
          if (at !== null) split.mutate({ id: slice.id, at: new Date(at).toISOString() });
        }}
      >
        Split
      </Button>
    </Group>
  );
}

function Join({ slice, lanes }: Readonly<{ slice: Slice; lanes: readonly Lane[] }>) {
  const words = useWords();
  const join = useJoinSlices();
  const { before, after } = neighboursOf(lanes, slice.id);
  return [before, after].map((other) =>
    other === null || other.isLocked ? null : (
      <Button
        key={other.id}
        variant="default"
        leftSection={<IconArrowMerge size={16} aria-hidden="true" />}
        onClick={() => join.mutate({ sliceIds: [slice.id, other.id], category: slice.category })}
      >
        {`Join with ${other.category}, ${words.time(other.start)}`}
      </Button>
    ),
  );
}
