/** One of the dimensions beside the activity: what runs, and what can take its place. */
import { ActionIcon, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { RunningDuration } from '../../components/RunningDuration.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { useTaps } from '../../server/running.ts';
import { useRecentSlices } from '../../server/slices.ts';
import type { Running } from '../../server/taps.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import classes from './NowPage.module.css';
import { runningColor } from './runningColor.ts';
import { StartSearch } from './StartSearch.tsx';
import { recentNames } from './startChoices.ts';

type LaneCardProps = Readonly<{ dimension: Dimension; running: Running | null }>;

const mostOffered = 3;

export function LaneCard({ dimension, running }: LaneCardProps) {
  const taps = useTaps();
  const category = useCategoryOf()(running?.category ?? '');
  const { data: recent = [] } = useRecentSlices();
  const offered = recentNames(recent, { dimension, most: mostOffered }).filter(
    (name) => name !== running?.category,
  );
  const label = dimensionNames[dimension];
  return (
    <section
      aria-label={label}
      className={`${classes.card} ${classes.lane}`}
      data-is-running={running === null ? undefined : true}
      style={running === null ? {} : runningColor(category)}
    >
      <div>
        <Text c="dimmed" size="sm">
          {label}
        </Text>
        {running === null ? (
          <VisuallyHidden>Nothing runs</VisuallyHidden>
        ) : (
          <Runs dimension={dimension} running={running} />
        )}
      </div>
      <div className={classes.laneChoices}>
        {offered.map((name) => (
          <Button
            key={name}
            variant="default"
            size="sm"
            px="sm"
            fw={500}
            aria-label={`Start ${name}`}
            onClick={() => taps.start({ dimension, category: name })}
          >
            {name}
          </Button>
        ))}
        <StartSearch dimension={dimension} size="sm" />
      </div>
    </section>
  );
}

function Runs({ dimension, running }: { dimension: Dimension; running: Running }) {
  const taps = useTaps();
  return (
    <Group gap="sm" wrap="nowrap">
      <span className={classes.laneName}>{running.category}</span>
      <RunningDuration since={running.start} />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Stop ${running.category}`}
        onClick={() => taps.stop(dimension)}
      >
        <IconPlayerStopFilled size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}
