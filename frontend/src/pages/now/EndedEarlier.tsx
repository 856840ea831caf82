/** Stops what runs as of some time ago: it had ended before anybody tapped. */
import { Menu } from '@mantine/core';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { useNow } from '../../components/ticker.tsx';
import { useTaps } from '../../server/running.ts';
import type { Running } from '../../server/taps.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { OtherTimeMenu } from './OtherTimeMenu.tsx';
import { pastStops } from './otherTimes.ts';

type EndedEarlierProps = Readonly<{ dimension: Dimension; running: Running }>;

export function EndedEarlier(props: EndedEarlierProps) {
  return (
    <OtherTimeMenu label="Ended earlier">
      <Choices {...props} />
    </OtherTimeMenu>
  );
}

/** Apart: it counts the seconds, which the closed menu need not. */
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
