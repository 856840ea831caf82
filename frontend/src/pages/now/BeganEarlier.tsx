/** Sets the start of what runs back: it was begun before anybody tapped. */
import { Menu } from '@mantine/core';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { useTaps } from '../../server/running.ts';
import { useRecentSlices } from '../../server/slices.ts';
import type { Running } from '../../server/taps.ts';
import { OtherTimeMenu } from './OtherTimeMenu.tsx';
import { earlierStarts } from './otherTimes.ts';

type BeganEarlierProps = Readonly<{ dimension: Dimension; running: Running }>;

export function BeganEarlier({ dimension, running }: BeganEarlierProps) {
  const { startEarlier, start } = useTaps();
  const { data: slices = [] } = useRecentSlices();
  const since = { dimension, category: running.category, linkedTaskId: running.linkedTaskId };
  return (
    <OtherTimeMenu label="Began earlier">
      {earlierStarts({ dimension, running, slices }).map((minutes) => (
        <Menu.Item key={minutes} onClick={() => startEarlier({ dimension, running, minutes })}>
          −{minutes} min
        </Menu.Item>
      ))}
      <Menu.Item onClick={() => start({ ...since, ago: 'last-stop' })}>Since last stop</Menu.Item>
    </OtherTimeMenu>
  );
}
