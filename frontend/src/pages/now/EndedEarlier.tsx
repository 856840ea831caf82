/** Stops what runs as of some time ago: it had ended before anybody tapped. */
import { Button, Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { useNow } from '../../components/ticker.tsx';
import { useTaps } from '../../server/running.ts';
import type { Running } from '../../server/taps.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { pastStops } from './otherTimes.ts';

type EndedEarlierProps = Readonly<{ dimension: Dimension; running: Running }>;

export function EndedEarlier(props: EndedEarlierProps) {
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="md"
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden="true" />}
        >
          Ended earlier
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Choices {...props} />
        <Menu.Item component={Link} to="/day">
          Another time, on Day
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Apart: it counts the seconds, and does so while it is open alone. */
function Choices({ dimension, running }: EndedEarlierProps) {
  const words = useWords();
  const now = useNow();
  const { stopEarlier } = useTaps();
  return pastStops(running, now).map((minutes) => (
    <Menu.Item key={minutes} onClick={() => stopEarlier(dimension, minutes)}>
      −{minutes} min, at {words.time(now - minutes * 60_000)}
    </Menu.Item>
  ));
}
