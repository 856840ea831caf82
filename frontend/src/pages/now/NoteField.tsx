/**
 * The note of what runs. Kept when the field is left, or with Enter; Shift and Enter begin a line.
 *
 * Invariant: what was typed stays in the field until the server has it.
 */
import { Textarea } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';
import { queryKeys } from '../../server/queryKeys.ts';
import { useEditSlice } from '../../server/sliceCommands.ts';
import { useRecentSlices } from '../../server/slices.ts';
import { unsentId } from '../../server/taps.ts';

type NoteFieldProps = Readonly<{ sliceId: string }>;

/** Keyed by the slice: what is typed belongs to one. */
export function NoteField({ sliceId }: NoteFieldProps) {
  return <Field key={sliceId} sliceId={sliceId} />;
}

function Field({ sliceId }: NoteFieldProps) {
  const { data: slices = [] } = useRecentSlices();
  const kept = slices.find(({ id }) => id === sliceId)?.note ?? '';
  /** Null: nothing was, so that a note from elsewhere shows. */
  const [typed, setTyped] = useState<string | null>(null);
  const edit = useEditSlice({ shownIn: queryKeys.recentSlices });
  const keep = () => {
    if (typed === null) return;
    const note = typed.trim();
    if (note === kept) return;
    edit.mutate(
      { id: sliceId, edit: { note: note === '' ? null : note } },
      { onSuccess: () => setTyped((later) => (later === typed ? null : later)) },
    );
  };
  // A switch of the activity takes the field away under the hands of whoever types.
  const keepWhatIsLeft = useEffectEvent(keep);
  useEffect(() => {
    return () => keepWhatIsLeft();
  }, []);
  const keepOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    keep();
  };
  return (
    <Textarea
      id="note"
      aria-label="Note"
      placeholder="Add a note"
      variant="filled"
      autosize
      minRows={1}
      maxRows={6}
      leftSection={<IconNote size={18} aria-hidden="true" />}
      disabled={sliceId === unsentId}
      value={typed ?? kept}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={keep}
      onKeyDown={keepOnEnter}
    />
  );
}
