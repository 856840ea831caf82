/** Category, times and note of a slice, as a form: whatever dragging can do is done here too. */
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SliceEdit } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { CategoryInput } from '../CategoryInput.tsx';
import { useDayRules } from '../useDayRules.ts';
import { type Fields, fieldsOf, readForm } from './sliceForm.ts';

type SliceFieldsProps = Readonly<{
  slice: Slice;
  isSending: boolean;
  /** `done` is called once it is: until then what was typed stays. */
  propose: (edit: SliceEdit, done: () => void) => void;
}>;

export function SliceFields({ slice, isSending, propose }: SliceFieldsProps) {
  const rules = useDayRules();
  const [typed, setTyped] = useState<Partial<Fields>>({});
  const fields = { ...fieldsOf(slice, rules), ...typed };
  const read = readForm({ fields, slice, rules });
  const errorOf = (field: keyof Fields) =>
    read.kind === 'wrong' && read.field === field ? read.message : null;
  const type = (field: keyof Fields) => (value: string) =>
    setTyped((before) => ({ ...before, [field]: value }));
  const save = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (read.kind !== 'edit') return;
    propose(read.edit, () => setTyped((later) => (later === typed ? {} : later)));
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <CategoryInput
          label="Category"
          value={fields.category}
          error={errorOf('category')}
          disabled={slice.isLocked}
          onChange={type('category')}
        />
        <Group grow gap="sm" align="flex-start">
          <TextInput
            type="time"
            label="Start"
            value={fields.start}
            error={errorOf('start')}
            disabled={slice.isLocked}
            onChange={({ currentTarget }) => type('start')(currentTarget.value)}
          />
          <TextInput
            type="time"
            label="End"
            value={fields.end}
            error={errorOf('end')}
            disabled={slice.isLocked}
            onChange={({ currentTarget }) => type('end')(currentTarget.value)}
          />
        </Group>
        <Textarea
          label="Note"
          autosize
          minRows={1}
          maxRows={6}
          value={fields.note}
          disabled={slice.isLocked}
          onChange={({ currentTarget }) => type('note')(currentTarget.value)}
        />
        {slice.isLocked ? null : (
          <Button type="submit" disabled={read.kind !== 'edit'} loading={isSending}>
            Save
          </Button>
        )}
      </Stack>
    </form>
  );
}
