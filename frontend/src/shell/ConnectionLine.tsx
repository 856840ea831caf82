/** Says that the server is away, how old what is shown may be, and which taps wait for it. */
import { IconCloudOff } from '@tabler/icons-react';
import { useLiveStatus } from '../server/liveStatus.ts';
import { useAreTapsHeldUp, useWaitingTaps } from '../server/running.ts';
import classes from './Frame.module.css';

export function ConnectionLine() {
  const isLineGone = useLiveStatus() === 'away';
  const isAway = useAreTapsHeldUp() || isLineGone;
  const waiting = useWaitingTaps().length;
  return (
    <div role="status">
      {isAway ? (
        <div className={classes.connection}>
          <IconCloudOff size={18} style={{ flex: 'none' }} aria-hidden="true" />
          {sentence(waiting)}
        </div>
      ) : null}
    </div>
  );
}

function sentence(waiting: number): string {
  const away = 'The server cannot be reached; this is what was known last.';
  if (waiting === 0) return away;
  const taps = waiting === 1 ? 'One tap waits' : `${waiting} taps wait`;
  return `${away} ${taps} to be sent.`;
}
