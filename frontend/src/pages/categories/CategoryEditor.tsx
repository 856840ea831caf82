/** Name, colour, icon and Toggl project of a category, known or new. */
import {
  Button,
  ColorInput,
  Drawer,
  Group,
  NumberInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { unreachable } from '../../../../core/invariant.ts';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { Failure } from '../../components/Failure.tsx';
import { type Category, useCreateCategory, useEditCategory } from '../../server/categories.ts';
import { createBodyOf, type Draft, draftOf, patchOf } from './categoryDraft.ts';
import { colors, icons } from './looks.ts';
import { ProjectSelect } from './ProjectSelect.tsx';

export type Edited =
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'new' }>
  | Readonly<{ kind: 'known'; category: Category }>;

type CategoryEditorProps = Readonly<{ edited: Edited; close: () => void }>;

export function CategoryEditor({ edited, close }: CategoryEditorProps) {
  return (
    <Drawer
      opened={edited.kind !== 'nothing'}
      onClose={close}
      position="right"
      title={titleOf(edited)}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {edited.kind === 'nothing' ? null : (
        <CategoryForm category={edited.kind === 'known' ? edited.category : null} close={close} />
      )}
    </Drawer>
  );
}

function titleOf(edited: Edited): string {
  switch (edited.kind) {
    case 'nothing':
      return '';
    case 'new':
      return 'New category';
    case 'known':
      return edited.category.name;
    default:
      return unreachable(edited);
  }
}

type CategoryFormProps = Readonly<{ category: Category | null; close: () => void }>;

function CategoryForm({ category, close }: CategoryFormProps) {
  const [draft, setDraft] = useState(() => draftOf(category));
  const create = useCreateCategory();
  const change = useEditCategory();
  const set = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const error = create.error ?? change.error;
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (category === null) create.mutate(createBodyOf(draft), { onSuccess: close });
    else change.mutate({ id: category.id, patch: patchOf(category, draft) }, { onSuccess: close });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure error={error} />
        <LooksFields draft={draft} set={set} />
        <TogglFields draft={draft} set={set} />
        <Text size="sm" c="dimmed">
          Another name or project shows in the entry that runs and in new ones.
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type FieldsProps = Readonly<{ draft: Draft; set: (part: Partial<Draft>) => void }>;

function LooksFields({ draft, set }: FieldsProps) {
  return (
    <>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <CategoryBadge category={draft} size="large" />
        <TextInput
          label="Name"
          required
          flex={1}
          maxLength={200}
          data-autofocus
          value={draft.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
      </Group>
      <ColorInput
        label="Colour"
        format="hex"
        swatches={[...colors]}
        swatchesPerRow={8}
        withEyeDropper={false}
        value={draft.color}
        onChange={(color) => set({ color })}
      />
      <IconChoice icon={draft.icon} choose={(icon) => set({ icon })} />
    </>
  );
}

function TogglFields({ draft, set }: FieldsProps) {
  return (
    <>
      <ProjectSelect
        label="Toggl project"
        value={draft.togglProjectId}
        choose={(togglProjectId) => set({ togglProjectId })}
      />
      <NumberInput
        label="Longest in minutes"
        description="What runs longer is asked about. Empty: twelve hours."
        min={1}
        allowDecimal={false}
        hideControls
        value={draft.maxMinutes ?? ''}
        onChange={(value) => set({ maxMinutes: value === '' ? null : Number(value) })}
      />
      <Switch
        label="Billable in Toggl"
        checked={draft.isBillable}
        onChange={({ currentTarget }) => set({ isBillable: currentTarget.checked })}
      />
    </>
  );
}

function IconChoice({ icon, choose }: Readonly<{ icon: string; choose: (icon: string) => void }>) {
  return (
    <Stack gap={6}>
      <TextInput
        label="Icon"
        description="An emoji, or nothing"
        maxLength={16}
        value={icon}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      <Group gap={4}>
        {icons.map(({ emoji, name }) => (
          <Button
            key={emoji}
            variant="default"
            px="xs"
            aria-label={name}
            aria-pressed={icon === emoji}
            onClick={() => choose(emoji)}
          >
            {emoji}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
