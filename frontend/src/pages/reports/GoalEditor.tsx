/** Changes a goal, in its place. */
import { type Metrics, useEditGoal } from '../../server/reports.ts';
import { GoalForm } from './GoalForm.tsx';

type GoalEditorProps = Readonly<{ goal: Metrics['goals'][number]; close: () => void }>;

export function GoalEditor({ goal, close }: GoalEditorProps) {
  const edit = useEditGoal();
  const { id, dimension, categoryId, period, direction, minutes } = goal;
  return (
    <GoalForm
      first={{ dimension, categoryId, period, direction, minutes }}
      verb="Change the goal"
      isSending={edit.isPending}
      send={(changes) => edit.mutate({ id, changes }, { onSuccess: close })}
      close={close}
    />
  );
}
