/** How much of a day is seen at once. */
import { ActionIcon, Group } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { zoomedBy } from './zoom.ts';

type ZoomButtonsProps = Readonly<{ pixelsPerHour: number; zoom: (pixelsPerHour: number) => void }>;

export function ZoomButtons({ pixelsPerHour, zoom }: ZoomButtonsProps) {
  const [out, into] = [zoomedBy(pixelsPerHour, -1), zoomedBy(pixelsPerHour, 1)];
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Show more of the day"
        disabled={out === pixelsPerHour}
        onClick={() => zoom(out)}
      >
        <IconZoomOut size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Show it larger"
        disabled={into === pixelsPerHour}
        onClick={() => zoom(into)}
      >
        <IconZoomIn size={18} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}
