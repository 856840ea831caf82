/**
 * Says that the server is away, or cannot take what was tapped: how old what is shown may be, and
 * which taps wait. A tap that a server which is there does not take can be given up, so that it
 * does not keep those behind it for ever.
 */
import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useLiveStatus } from '../server/liveStatus.ts';
import { useTapsHeldUpBy, useWaitingTaps } from '../server/running.ts';
import { useServer } from '../server/serverContext.tsx';
import classes from './Frame.module.css';

export function ConnectionLine() {
  const { taps } = useServer();
  const isLineGone = useLiveStatus() === 'away';
  const heldUpBy = useTapsHeldUpBy();
  const waiting = useWaitingTaps().length;
  const reason = heldUpBy ?? (isLineGone ? 'The server cannot be reached.' : null);
  return (
    <div role="status">
      {reason === null ? null : (
        <div className={classes.connection}>
          <IconCloudOff size={18} style={{ flex: 'none' }} aria-hidden="true" />
          {sentence(reason, waiting)}
          {heldUpBy === null || isLineGone ? null : (
            <Button size="compact-sm" variant="white" color="dark" onClick={taps.giveUp}>
              {waiting === 1 ? 'Give it up' : 'Give the first up'}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function sentence(reason: string, waiting: number): string {
  const known = `${reason} This is what was known last.`;
  if (waiting === 0) return known;
  const taps = waiting === 1 ? 'One tap waits' : `${waiting} taps wait`;
  return `${known} ${taps} to be sent.`;
}
