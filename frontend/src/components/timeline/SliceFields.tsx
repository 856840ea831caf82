/** Category, times and note of a slice, as a form: whatever dragging can do is done here too. */
import { Anchor, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
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
  const known = fieldsOf(slice, rules);
  const [isDated, setIsDated] = useState(known.end !== '' && known.endDate !== known.startDate);
  const fields = { ...known, ...typed };
  const read = readForm({ fields, slice, rules, isDated });
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
        <TimeFields {...{ fields, isDated, errorOf, type }} isLocked={slice.isLocked} />
        {isDated || slice.isLocked ? null : (
          <Anchor component="button" type="button" size="sm" onClick={() => setIsDated(true)}>
            Another date
          </Anchor>
        )}
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

type TimeFieldsProps = Readonly<{
  fields: Fields;
  isDated: boolean;
  isLocked: boolean;
  errorOf: (field: keyof Fields) => string | null;
  type: (field: keyof Fields) => (value: string) => void;
}>;

/** Clocks, and their dates where those do not go without saying. */
function TimeFields({ fields, isDated, isLocked, errorOf, type }: TimeFieldsProps) {
  const input = (field: 'startDate' | 'start' | 'endDate' | 'end', label: string) => (
    <TextInput
      type={field === 'start' || field === 'end' ? 'time' : 'date'}
      label={label}
      value={fields[field]}
      error={errorOf(field)}
      disabled={isLocked}
      onChange={({ currentTarget }) => type(field)(currentTarget.value)}
    />
  );
  return (
    <>
      <Group grow gap="sm" align="flex-start">
        {input('start', 'Start')}
        {input('end', 'End')}
      </Group>
      {isDated ? (
        <Group grow gap="sm" align="flex-start">
          {input('startDate', 'Date of the start')}
          {input('endDate', 'Date of the end')}
        </Group>
      ) : null}
    </>
  );
}
