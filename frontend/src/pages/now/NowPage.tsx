/** What runs in the four dimensions. */
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { type Dimension, dimensions } from '../../../../core/engine/slice.ts';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { RunningDuration } from '../../components/RunningDuration.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { useRunning, useTaps } from '../../server/running.ts';
import { laneOf, type Running } from '../../server/taps.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { StartChoices } from './StartChoices.tsx';

export function NowPage() {
  const running = useRunning();
  return (
    <Page title="Now">
      <QueryView query={running}>
        {(state) => (
          <Stack>
            {dimensions.map((dimension) => (
              <Lane key={dimension} dimension={dimension} running={state[laneOf[dimension]]} />
            ))}
          </Stack>
        )}
      </QueryView>
      <StartChoices />
    </Page>
  );
}

type LaneProps = Readonly<{ dimension: Dimension; running: Running | null }>;

function Lane({ dimension, running }: LaneProps) {
  const categoryOf = useCategoryOf();
  const taps = useTaps();
  return (
    <Paper withBorder p="md" component="section" aria-label={dimensionNames[dimension]}>
      <Text size="sm" c="dimmed">
        {dimensionNames[dimension]}
      </Text>
      {running === null ? (
        <Text>Nothing runs</Text>
      ) : (
        <Group>
          <CategoryBadge category={categoryOf(running.category)} />
          <Text flex={1} fw={600}>
            {running.category}
          </Text>
          <RunningDuration since={running.start} />
          <Button variant="default" onClick={() => taps.stop(dimension)}>
            Stop
          </Button>
        </Group>
      )}
    </Paper>
  );
}
