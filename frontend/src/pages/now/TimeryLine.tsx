/** What Timery shows right now, whether that is right, and why not. */
import { Anchor, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockHour4 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { unreachable } from '../../../../core/invariant.ts';
import { useAdoptTimer, useTogglStatus, useTogglWarnings } from '../../server/toggl.ts';
import { useWords } from '../../words/wordsContext.tsx';
import classes from './NowPage.module.css';
import { type TimeryView, timeryView } from './timeryView.ts';

export function TimeryLine() {
  const words = useWords();
  const { data: status } = useTogglStatus();
  const { data: warnings = [] } = useTogglWarnings();
  const adopt = useAdoptTimer();
  if (status === undefined || (!status.connected && status.lastError === null)) return null;
  const view = timeryView(status, words.time);
  return (
    <section className={classes.timery} aria-label="Timery">
      <Sign kind={view.kind} />
      <Text component="span" size="sm" flex={1}>
        {view.sentence}
      </Text>
      {view.kind === 'foreign' ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={adopt.isPending}
          onClick={() => adopt.mutate(undefined)}
        >
          Track it here
        </Button>
      ) : null}
      {warnings.length === 0 ? null : (
        <Anchor component={Link} to="/toggl" size="sm">
          {warnings.length === 1 ? '1 question' : `${warnings.length} questions`}
        </Anchor>
      )}
    </section>
  );
}

function Sign({ kind }: Pick<TimeryView, 'kind'>) {
  switch (kind) {
    case 'right':
      return <IconCircleCheck size={20} className={classes.agrees} aria-hidden="true" />;
    case 'follows':
      return <IconClockHour4 size={20} aria-hidden="true" />;
    case 'foreign':
    case 'differs':
      return <IconAlertTriangle size={20} className={classes.differs} aria-hidden="true" />;
    default:
      return unreachable(kind);
  }
}
