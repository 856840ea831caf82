/** One of Toggl's two buckets: what is left of the hour, and who took the rest. */
import { Group, Progress, Stack, Text } from '@mantine/core';
import { useNow } from '../../components/ticker.tsx';
import { useWords } from '../../words/wordsContext.tsx';
import type { Shares } from './quotaShares.ts';

type BucketMeterProps = Readonly<{
  title: string;
  shares: Shares | null;
  resetsAt: string | null;
}>;

export function BucketMeter({ title, shares, resetsAt }: BucketMeterProps) {
  return (
    <Stack gap={6} flex="1 1 16rem">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{title}</Text>
        <Text>{shares === null ? 'not known yet' : `${shares.remaining} left`}</Text>
      </Group>
      {shares === null ? null : <Spent shares={shares} title={title} />}
      <Text size="sm" c="dimmed">
        {resetsAt === null ? 'The next reply of Toggl tells.' : <Reset at={resetsAt} />}
      </Text>
    </Stack>
  );
}

function Spent({ shares, title }: { shares: Shares; title: string }) {
  const { total, remaining, ours, others } = shares;
  const label = `${title}: ${ours} of ${total} spent here, ${others} by Timery and others`;
  return (
    <>
      <Progress.Root size="lg" role="img" aria-label={label}>
        <Progress.Section value={(ours / total) * 100} color="ocean" withAria={false} />
        <Progress.Section value={(others / total) * 100} color="orange" withAria={false} />
        <Progress.Section value={(remaining / total) * 100} color="transparent" withAria={false} />
      </Progress.Root>
      <Text size="sm" c="dimmed" aria-hidden="true">
        {ours} by Compass, {others} by Timery and others, of {total} an hour
      </Text>
    </>
  );
}

function Reset({ at }: { at: string }) {
  const words = useWords();
  const now = useNow();
  if (Date.parse(at) <= now) return 'Full again.';
  return `Full again at ${words.time(at)}, ${words.fromNow(at, now)}.`;
}
