/** Sets the start of what runs back: it was begun before anybody tapped. */
import { Button, Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { useTaps } from '../../server/running.ts';
import { useRecentSlices } from '../../server/slices.ts';
import type { Running } from '../../server/taps.ts';
import { earlierStarts } from './otherTimes.ts';

type BeganEarlierProps = Readonly<{ dimension: Dimension; running: Running }>;

export function BeganEarlier({ dimension, running }: BeganEarlierProps) {
  const { startEarlier, start } = useTaps();
  const { data: slices = [] } = useRecentSlices();
  const since = { dimension, category: running.category, linkedTaskId: running.linkedTaskId };
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="md"
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden="true" />}
        >
          Began earlier
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {earlierStarts({ dimension, running, slices }).map((minutes) => (
          <Menu.Item key={minutes} onClick={() => startEarlier({ dimension, running, minutes })}>
            −{minutes} min
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => start({ ...since, ago: 'last-stop' })}>Since last stop</Menu.Item>
        <Menu.Item component={Link} to="/day">
          Another time, on Day
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
