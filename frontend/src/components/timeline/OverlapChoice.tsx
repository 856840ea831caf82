/** An edit that cannot simply be done: nothing has happened yet, and here are the ways. */
import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import type { WayOut } from '../../../../core/engine/overlap.ts';
import { useWayPreviews } from '../../server/sliceCommands.ts';
import { ChangeList } from './ChangeList.tsx';
import { distinctWays } from './distinctWays.ts';
import type { Proposal, Proposals } from './useProposal.ts';

const names: Readonly<Record<WayOut, string>> = {
  trim: 'Trim',
  split: 'Split',
  replace: 'Replace',
};

type OverlapChoiceProps = Pick<Proposals, 'proposal' | 'choose' | 'dismiss'>;

export function OverlapChoice({ proposal, choose, dismiss }: OverlapChoiceProps) {
  if (proposal === null || proposal.kind === 'sending') return null;
  if (proposal.kind === 'refused') {
    return (
      <Alert color="red" role="alert" withCloseButton closeButtonLabel="Close" onClose={dismiss}>
        {proposal.message}
      </Alert>
    );
  }
  return (
    <Stack gap="xs" role="alert" aria-label="The times run over another slice">
      <Text fw={650}>The times run over another slice. Nothing is changed yet.</Text>
      <Ways proposal={proposal} choose={choose} />
      <Button variant="default" onClick={dismiss}>
        Leave it as it was
      </Button>
    </Stack>
  );
}

type WaysProps = Readonly<{
  proposal: Extract<Proposal, { kind: 'overlap' }>;
  choose: (way: WayOut) => void;
}>;

function Ways({ proposal: { slice, edit, waysOut, message }, choose }: WaysProps) {
  const previews = useWayPreviews(waysOut, { id: slice.id, edit });
  if (waysOut.length === 0) return <Text size="sm">{message}</Text>;
  const shown = waysOut.map((way, index) => ({
    way,
    preview: { data: previews[index]?.data, error: previews[index]?.error ?? null },
  }));
  return distinctWays(shown).map(({ way, preview }) => (
    <Paper key={way} withBorder p="sm">
      <Stack gap={6}>
        <Button onClick={() => choose(way)}>{names[way]}</Button>
        <ChangeList preview={preview} />
      </Stack>
    </Paper>
  ));
}
