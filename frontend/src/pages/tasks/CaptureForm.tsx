/** A line and Enter: what comes to mind is written down before it is sorted. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { useCaptureTask } from '../../server/tasks.ts';

export function CaptureForm() {
  const [name, setName] = useState('');
  const [due, setDue] = useState('');
  const capture = useCaptureTask();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (name.trim() === '') return;
    capture.mutate(
      { name, due },
      {
        onSuccess: () => {
          setName('');
          setDue('');
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label="New task"
            placeholder="What is to be done?"
            flex="1 1 14rem"
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Due"
            value={due}
            onChange={({ currentTarget }) => setDue(currentTarget.value)}
          />
          <Button type="submit" loading={capture.isPending}>
            Capture
          </Button>
        </Group>
        <Failure error={capture.error} />
      </Stack>
    </form>
  );
}
