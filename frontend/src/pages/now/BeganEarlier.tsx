/** Sets the start of what runs back: it was begun before anybody tapped. */
import { Button, Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { useTaps } from '../../server/running.ts';
import type { Running } from '../../server/taps.ts';

type BeganEarlierProps = Readonly<{ dimension: Dimension; running: Running }>;

const minutesAgo = [5, 15, 30, 60] as const;

export function BeganEarlier({ dimension, running }: BeganEarlierProps) {
  const { startEarlier, start } = useTaps();
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
        {minutesAgo.map((minutes) => (
          <Menu.Item key={minutes} onClick={() => startEarlier({ dimension, running, minutes })}>
            −{minutes} min
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => start({ ...since, ago: 'last-stop' })}>Since last stop</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
