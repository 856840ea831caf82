/** Done: what came of it is written down while it is fresh. Nothing of it has to be said. */
import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { type Task, useCompleteTask } from '../../server/tasks.ts';

const efforts = [
  { value: '', label: 'Not said' },
  { value: 'SMALL', label: 'Small' },
  { value: 'MEDIUM', label: 'Medium' },
  { value: 'LARGE', label: 'Large' },
];

type Effort = 'SMALL' | 'MEDIUM' | 'LARGE' | '';

export function CompletionDialog({ task, close }: Readonly<{ task: Task; close: () => void }>) {
  const [outcome, setOutcome] = useState('');
  const [keyInsight, setKeyInsight] = useState('');
  const [effort, setEffort] = useState<Effort>('');
  const complete = useCompleteTask();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const log = {
      ...(outcome === '' ? {} : { outcome }),
      ...(keyInsight === '' ? {} : { keyInsight }),
      ...(effort === '' ? {} : { effortLevel: effort }),
    };
    complete.mutate({ id: task.id, log }, { onSuccess: close });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={`Complete ${task.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Failure error={complete.error} />
          <Textarea
            label="What came of it?"
            autosize
            minRows={2}
            data-autofocus
            value={outcome}
            onChange={({ currentTarget }) => setOutcome(currentTarget.value)}
          />
          <NativeSelect
            label="Effort"
            data={efforts}
            value={effort}
            onChange={({ currentTarget }) => setEffort(currentTarget.value as Effort)}
          />
          <Textarea
            label="What did you learn?"
            autosize
            minRows={2}
            value={keyInsight}
            onChange={({ currentTarget }) => setKeyInsight(currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={complete.isPending}>
              Complete
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
