/** The main activity: what it is, how long it runs, and all that is done to it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { RunningDuration } from '../../components/RunningDuration.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { useTaps } from '../../server/running.ts';
import type { Running } from '../../server/taps.ts';
import { useActiveTask } from '../../server/tasks.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { sourceNames } from '../../words/sources.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { BeganEarlier } from './BeganEarlier.tsx';
import { EndedEarlier } from './EndedEarlier.tsx';
import { NoteField } from './NoteField.tsx';
import classes from './NowPage.module.css';
import { runningColor } from './runningColor.ts';
import { TimeryLine } from './TimeryLine.tsx';

export function ActivityCard({ running }: { running: Running | null }) {
  const categoryOf = useCategoryOf();
  const category = running === null ? undefined : categoryOf(running.category);
  return (
    <section
      aria-label={dimensionNames.PRIMARY}
      className={`${classes.card} ${classes.activity}`}
      style={runningColor(category)}
    >
      <Stack gap="md">
        {running === null ? <Idle /> : <Runs running={running} />}
        <TimeryLine />
      </Stack>
    </section>
  );
}

function Idle() {
  return (
    <Stack gap={4}>
      <Text c="dimmed" size="sm">
        {dimensionNames.PRIMARY}
      </Text>
      <span className={classes.activityName}>Nothing runs</span>
    </Stack>
  );
}

function Runs({ running }: { running: Running }) {
  const words = useWords();
  const taps = useTaps();
  const category = useCategoryOf()(running.category);
  const task = useActiveTask(running.linkedTaskId);
  return (
    <>
      <Group wrap="nowrap" gap="md" align="flex-start">
        <CategoryBadge category={category} size="large" />
        <Stack gap={2} flex={1} miw={0}>
          <span className={classes.activityName}>{task?.name ?? running.category}</span>
          <Text c="dimmed" size="sm">
            {task === undefined ? null : `${running.category} · `}
            {words.range(running.start, null)}, {sourceNames[running.source]}
          </Text>
        </Stack>
      </Group>
      <span className={classes.activityTime}>
        <RunningDuration since={running.start} />
      </span>
      <Group gap="sm">
        <Button
          size="md"
          leftSection={<IconPlayerStopFilled size={18} aria-hidden="true" />}
          onClick={() => taps.stop('PRIMARY')}
        >
          Stop
        </Button>
        <BeganEarlier dimension="PRIMARY" running={running} />
        <EndedEarlier dimension="PRIMARY" running={running} />
      </Group>
      <NoteField sliceId={running.id} />
    </>
  );
}
