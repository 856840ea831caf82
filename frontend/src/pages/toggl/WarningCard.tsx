/** One warning: what happened, both versions, and what can be done about it at what price. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Refusal } from '../../server/api.ts';
import { useCategories } from '../../server/categories.ts';
import { useRecentSlices } from '../../server/slices.ts';
import { type TogglWarning, useAnswerWarning, type WarningAction } from '../../server/toggl.ts';
import { counted } from '../../words/counted.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { versionWords } from './versionWords.ts';

const actionNames: Readonly<Record<WarningAction, string>> = {
  keep: 'Keep Timery’s',
  restore: 'Put ours back',
  dismiss: 'I have read it',
  adopt: 'Run it here too',
};

const waysOut = [
  { onOverlap: 'trim', name: 'Trim the others' },
  { onOverlap: 'split', name: 'Split the others' },
  { onOverlap: 'replace', name: 'Replace the others' },
] as const;

export function WarningCard({ warning }: { warning: TogglWarning }) {
  const words = useWords();
  const answer = useAnswerWarning();
  const { id, actions, calls, what, offers, at } = warning;
  const name = useSliceName(warning.sliceId);
  return (
    <Stack component="article" gap="xs" aria-label={name === null ? what : `${name}: ${what}`}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{name ?? 'In Toggl'}</Text>
        <Text size="sm" c="dimmed">
          {words.dayAndTime(at)}
        </Text>
      </Group>
      <Text>{what}</Text>
      <Versions warning={warning} />
      <Failure
        error={answer.error}
        retry={(onOverlap) => answer.mutate({ id, action: 'keep', onOverlap })}
      />
      {actions.map((action) => (
        <Group key={action} gap="sm">
          <Button
            variant={action === 'restore' ? 'filled' : 'default'}
            miw="15rem"
            disabled={answer.isPending}
            onClick={() => answer.mutate({ id, action })}
          >
            {actionNames[action]}
            {calls[action] ? ` (${counted(calls[action], 'request')})` : ''}
          </Button>
          <Text size="sm" c="dimmed">
            {offers[action]}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

function useSliceName(sliceId: string | null): string | null {
  const { data: recent = [] } = useRecentSlices();
  return recent.find(({ id }) => id === sliceId)?.category ?? null;
}

function Versions({ warning }: { warning: TogglWarning }) {
  const words = useWords();
  const { data: categories = [] } = useCategories();
  const projectName = (projectId: string) =>
    categories.find(({ togglProjectId }) => togglProjectId === projectId)?.togglProject ??
    undefined;
  const ours = versionWords(warning.ours, { words, projectName });
  const timerys = versionWords(warning.timerys, { words, projectName });
  if (ours === null && timerys === null) return null;
  return (
    <Group component="dl" gap="lg" m={0}>
      <Version name="Timery" text={timerys} />
      <Version name="Here" text={ours} />
    </Group>
  );
}

function Version({ name, text }: Readonly<{ name: string; text: string | null }>) {
  if (text === null) return null;
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {text}
      </Text>
    </div>
  );
}

type FailureProps = Readonly<{
  error: Error | null;
  retry: (onOverlap: (typeof waysOut)[number]['onOverlap']) => void;
}>;

/** Timery's times may run over other slices: then a person says what is to become of those. */
function Failure({ error, retry }: FailureProps) {
  if (error === null) return null;
  const isOverlap = error instanceof Refusal && error.code === 'overlap';
  return (
    <Alert color="red" role="alert">
      <Text>{error.message}</Text>
      {isOverlap ? (
        <Group gap="sm" mt="sm">
          {waysOut.map(({ onOverlap, name }) => (
            <Button key={onOverlap} variant="default" onClick={() => retry(onOverlap)}>
              {name}
            </Button>
          ))}
        </Group>
      ) : null}
    </Alert>
  );
}
