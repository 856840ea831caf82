/** The note of what runs. Kept when the field is left, or with Enter. */
import { TextInput } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { queryKeys } from '../../server/queryKeys.ts';
import { useEditSlice } from '../../server/sliceCommands.ts';
import { useRecentSlices } from '../../server/slices.ts';
import { unsentId } from '../../server/taps.ts';

export function NoteField({ sliceId }: { sliceId: string }) {
  const { data: slices = [] } = useRecentSlices();
  const kept = slices.find(({ id }) => id === sliceId)?.note ?? '';
  // Drawn anew with each slice and each note from elsewhere: what is typed belongs to one.
  return <Field key={`${sliceId} ${kept}`} sliceId={sliceId} kept={kept} />;
}

function Field({ sliceId, kept }: { sliceId: string; kept: string }) {
  const [typed, setTyped] = useState(kept);
  const edit = useEditSlice({ shownIn: queryKeys.recentSlices });
  const keep = () => {
    const note = typed.trim();
    if (note !== kept) edit.mutate({ id: sliceId, edit: { note: note === '' ? null : note } });
  };
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    keep();
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        id="note"
        aria-label="Note"
        placeholder="Add a note"
        variant="filled"
        leftSection={<IconNote size={18} aria-hidden="true" />}
        disabled={sliceId === unsentId}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={keep}
      />
    </form>
  );
}
