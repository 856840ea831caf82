/** Undoing, adding time, and how much of the day is seen at once. */
import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { memo } from 'react';
import type { Range } from '../../../../core/time/range.ts';
import type { Select } from '../../components/timeline/selection.ts';
import { UndoButton } from '../../components/timeline/UndoButton.tsx';
import { ZoomButtons } from '../../components/timeline/ZoomButtons.tsx';
import { useServer } from '../../server/serverContext.tsx';

type DayToolbarProps = Readonly<{
  range: Range;
  pixelsPerHour: number;
  zoom: (pixelsPerHour: number) => void;
  select: Select;
}>;

export const DayToolbar = memo(function DayToolbar(props: DayToolbarProps) {
  const { range, pixelsPerHour, zoom, select } = props;
  const { now } = useServer();
  return (
    <Group gap="sm" justify="space-between">
      <Group gap="sm">
        <UndoButton />
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => select(addedTo(range, now()))}
        >
          Add time
        </Button>
      </Group>
      <ZoomButtons pixelsPerHour={pixelsPerHour} zoom={zoom} />
    </Group>
  );
});

const hourMs = 3_600_000;

/** The hour that has just passed, or one in the middle of another day. */
function addedTo({ startAt, endAt }: Range, now: number) {
  const end = startAt <= now && now < endAt ? now : startAt + 13 * hourMs;
  const range = { startAt: Math.max(startAt, end - hourMs), endAt: end };
  return { kind: 'gap', dimension: 'PRIMARY', range } as const;
}
