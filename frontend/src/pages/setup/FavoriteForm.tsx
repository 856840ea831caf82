/** What a favourite starts and what it is called: a new one, or one that is there. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { CategoryInput } from '../../components/CategoryInput.tsx';
import { Failure } from '../../components/Failure.tsx';
import type { FavoriteFields } from '../../server/favorites.ts';

type FavoriteFormProps = Readonly<{
  start: FavoriteFields;
  command: Readonly<{ error: Error | null; isPending: boolean }>;
  submitName: string;
  /** Called with what was typed; the second is to empty the form. */
  send: (typed: FavoriteFields, clear: () => void) => void;
  /** Beside the button that sends. */
  children?: ReactNode;
}>;

export function FavoriteForm({ start, command, submitName, send, children }: FavoriteFormProps) {
  const [typed, setTyped] = useState(start);
  const set = (part: Partial<FavoriteFields>) => setTyped((known) => ({ ...known, ...part }));
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (typed.category.trim() !== '') send(typed, () => setTyped(start));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Failure error={command.error} />
        <Group gap="sm" align="flex-end">
          <CategoryInput
            label="Category"
            required
            flex="1 1 10rem"
            value={typed.category}
            onChange={(category) => set({ category })}
          />
          <CategoryInput
            label="Work mode"
            flex="1 1 10rem"
            value={typed.workMode}
            onChange={(workMode) => set({ workMode })}
          />
          <TextInput
            label="Name"
            placeholder={typed.category}
            flex="1 1 10rem"
            value={typed.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <Button type="submit" variant="default" loading={command.isPending}>
            {submitName}
          </Button>
          {children}
        </Group>
      </Stack>
    </form>
  );
}
