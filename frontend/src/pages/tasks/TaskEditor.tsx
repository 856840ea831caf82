/** Everything that can be said of a task before it is done. */
import {
  Button,
  Drawer,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { invariant } from '../../../../core/invariant.ts';
import { CategoryInput } from '../../components/CategoryInput.tsx';
import { Failure } from '../../components/Failure.tsx';
import { useAccount } from '../../server/account.ts';
import { type Task, useDeleteTask, useEditTask } from '../../server/tasks.ts';
import { type Draft, draftOf, type ReadDraft, readDraft } from './taskDraft.ts';

type TaskEditorProps = Readonly<{ task: Task; close: () => void }>;

export function TaskEditor({ task, close }: TaskEditorProps) {
  const { data: account } = useAccount();
  invariant(account !== undefined, 'Pages are drawn once the account is known.');
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      title={task.name}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <TaskForm task={task} close={close} timeZone={account.timeZone} />
    </Drawer>
  );
}

function TaskForm({ task, close, timeZone }: TaskEditorProps & Readonly<{ timeZone: string }>) {
  const [draft, setDraft] = useState(() => draftOf(task, timeZone));
  const edit = useEditTask();
  const remove = useDeleteTask();
  const set = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const read = readDraft(task, draft, timeZone);
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (read.kind === 'wrong') return;
    edit.mutate({ id: task.id, fields: read.fields }, { onSuccess: close });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure error={edit.error} />
        <WhatFields draft={draft} set={set} />
        <PlanFields draft={draft} set={set} read={read} />
        <Group justify="space-between" gap="sm">
          <Button
            variant="default"
            onClick={() => remove.mutate(task.id, { onSuccess: close })}
            loading={remove.isPending}
          >
            Delete
          </Button>
          <Button type="submit" loading={edit.isPending} disabled={read.kind === 'wrong'}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FieldsProps = Readonly<{ draft: Draft; set: (part: Partial<Draft>) => void }>;

function WhatFields({ draft, set }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={200}
        value={draft.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <CategoryInput
        label="Category"
        description="A new name makes a new category."
        value={draft.category}
        onChange={(category) => set({ category })}
      />
      <CategoryInput
        label="Work mode that begins with it"
        value={draft.workMode}
        onChange={(workMode) => set({ workMode })}
      />
      <Textarea
        label="Note"
        autosize
        minRows={2}
        value={draft.note}
        onChange={({ currentTarget }) => set({ note: currentTarget.value })}
      />
    </>
  );
}

const priorities = [
  { value: '', label: 'None' },
  { value: 'LOW', label: 'Low' },
  { value: 'MEDIUM', label: 'Medium' },
  { value: 'HIGH', label: 'High' },
];

function PlanFields({ draft, set, read }: FieldsProps & Readonly<{ read: ReadDraft }>) {
  const field = (name: 'dueDate' | 'day' | 'from' | 'until', label: string) => (
    <TextInput
      type={name === 'from' || name === 'until' ? 'time' : 'date'}
      label={label}
      flex="1 1 8rem"
      value={draft[name]}
      error={read.kind === 'wrong' && read.field === name ? read.message : null}
      disabled={(name === 'from' || name === 'until') && draft.day === ''}
      onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
    />
  );
  return (
    <>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label="Priority"
          flex="1 1 8rem"
          data={priorities}
          value={draft.priority}
          onChange={({ currentTarget }) =>
            set({ priority: currentTarget.value as Draft['priority'] })
          }
        />
        <NumberInput
          label="Estimate in minutes"
          flex="1 1 8rem"
          min={1}
          allowDecimal={false}
          hideControls
          value={draft.estimateMinutes}
          onChange={(value) => set({ estimateMinutes: value === '' ? '' : Number(value) })}
        />
      </Group>
      <Group gap="sm" align="flex-end">
        {field('dueDate', 'Due')}
        {field('day', 'Planned for')}
      </Group>
      <Group gap="sm" align="flex-start">
        {field('from', 'From')}
        {field('until', 'Until')}
      </Group>
    </>
  );
}
