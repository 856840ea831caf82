/** What a human changed in Toggl and nobody has answered yet: one by one, or all at once. */
import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { Fragment, useState } from 'react';
import { Confirmation } from '../../components/Confirmation.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import {
  type AnswerToAll,
  type TogglWarning,
  useAnswerAllPrice,
  useAnswerAllWarnings,
  useTogglWarnings,
} from '../../server/toggl.ts';
import { counted } from '../../words/counted.ts';
import { WarningCard } from './WarningCard.tsx';

export function Warnings() {
  return (
    <Section
      title="Differences"
      about="What was changed in Toggl by hand. Nothing is written over it until you choose."
    >
      <QueryView
        query={useTogglWarnings()}
        isEmpty={(warnings) => warnings.length === 0}
        empty={<Text>There is no difference to decide about.</Text>}
      >
        {(warnings) => <WarningList warnings={warnings} />}
      </QueryView>
    </Section>
  );
}

const fewest = 10;

function WarningList({ warnings }: { warnings: readonly TogglWarning[] }) {
  const [shown, setShown] = useState(fewest);
  return (
    <Stack>
      {warnings.length > 1 ? <AnswerAll warnings={warnings} /> : null}
      {warnings.slice(0, shown).map((warning) => (
        <Fragment key={warning.id}>
          <Divider />
          <WarningCard warning={warning} />
        </Fragment>
      ))}
      {warnings.length > shown ? (
        <Button variant="default" onClick={() => setShown(warnings.length)}>
          Show all {warnings.length}
        </Button>
      ) : null}
    </Stack>
  );
}

const answers: readonly Readonly<{ action: AnswerToAll; name: string }>[] = [
  { action: 'keep', name: 'Keep all of Timery’s' },
  { action: 'restore', name: 'Put all of ours back' },
  { action: 'dismiss', name: 'Dismiss all that only inform' },
];

function AnswerAll({ warnings }: { warnings: readonly TogglWarning[] }) {
  const price = useAnswerAllPrice();
  const answer = useAnswerAllWarnings();
  const offered = answers.filter(({ action }) =>
    warnings.some(({ actions }) => actions.includes(action)),
  );
  const asked = answers.find(({ action }) => action === price.variables);
  return (
    <Group gap="sm">
      {offered.map(({ action, name }) => (
        <Button
          key={action}
          variant="default"
          loading={price.isPending && price.variables === action}
          onClick={() => price.mutate(action)}
        >
          {name}
        </Button>
      ))}
      <Confirmation
        title={asked?.name ?? ''}
        confirm={asked?.name ?? ''}
        isBusy={answer.isPending}
        onCancel={price.reset}
        onConfirm={() => asked && answer.mutate(asked.action, { onSettled: price.reset })}
      >
        {price.data === undefined ? null : (
          <Text>
            This answers {price.data.answered} of {warnings.length} and costs{' '}
            {counted(price.data.calls, 'request')} at Toggl.
          </Text>
        )}
      </Confirmation>
    </Group>
  );
}
