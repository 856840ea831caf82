/** What runs in the four dimensions, what Timery shows of it, and what can be started. */
import { Stack } from '@mantine/core';
import { type Dimension, dimensions } from '../../../../core/engine/slice.ts';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { UndoButton } from '../../components/timeline/UndoButton.tsx';
import { useRunning } from '../../server/running.ts';
import { laneOf } from '../../server/taps.ts';
import { ActivityCard } from './ActivityCard.tsx';
import { LaneCard } from './LaneCard.tsx';
import classes from './NowPage.module.css';
import { StartPanel } from './StartPanel.tsx';

const besides: readonly Dimension[] = dimensions.filter((dimension) => dimension !== 'PRIMARY');

export function NowPage() {
  const running = useRunning();
  return (
    <Page title="Now" actions={<UndoButton />}>
      <QueryView query={running}>
        {(state) => (
          <div className={classes.areas}>
            <ActivityCard running={state.primary} />
            <StartPanel running={state.primary} />
            <Stack gap="xs" className={classes.lanes}>
              {besides.map((dimension) => (
                <LaneCard
                  key={dimension}
                  dimension={dimension}
                  running={state[laneOf[dimension]]}
                />
              ))}
            </Stack>
          </div>
        )}
      </QueryView>
    </Page>
  );
}
