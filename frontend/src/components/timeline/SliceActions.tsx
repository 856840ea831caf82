/** Lock, split, join and delete. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import {
  IconArrowMerge,
  IconLock,
  IconLockOpen,
  IconScissors,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { clockTime } from '../../../../core/time/day.ts';
import { useServer } from '../../server/serverContext.tsx';
import { useJoinSlices, useSplitSlice } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { msOf } from '../../words/words.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { useDayRules } from '../useDayRules.ts';
import { isImported, type Lane, neighboursOf } from './placement.ts';
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

/** In the middle, unless told otherwise. */
function Split({ slice }: { slice: Slice }) {
  const rules = useDayRules();
  const { now } = useServer();
  const split = useSplitSlice();
  const startAt = msOf(slice.start);
  const [middleAt] = useState(() => (startAt + msOf(slice.end ?? now())) / 2);
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
