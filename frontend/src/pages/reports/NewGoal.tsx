/** Sets a goal. */
import { type NewGoal as Goal, useCreateGoal } from '../../server/reports.ts';
import { GoalForm } from './GoalForm.tsx';

const usual: Goal = {
  dimension: 'PRIMARY',
  categoryId: null,
  period: 'day',
  direction: 'at-least',
  minutes: 60,
};

export function NewGoal({ close }: { close: () => void }) {
  const create = useCreateGoal();
  return (
    <GoalForm
      first={usual}
      verb="Set the goal"
      isSending={create.isPending}
      send={(goal) => create.mutate(goal, { onSuccess: close })}
      close={close}
    />
  );
}
