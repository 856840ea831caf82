/**
 * The close of a day in a minute: gaps and doubts with the proposed answers chosen already, what
 * they would cost at Toggl, and one button that applies them as one change.
 */
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { invariant } from '../../../../core/invariant.ts';
import { createWallClock } from '../../../../core/time/wallClock.ts';
import { LoadingState } from '../../components/LoadingState.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useAccount } from '../../server/account.ts';
import {
  type CloseAnswer,
  type DayClose,
  useCloseDay,
  useClosePrice,
  useDayClose,
} from '../../server/closing.ts';
import { CloseItemCard } from './CloseItemCard.tsx';
import { type Choice, chosenAnswer, keyOf, proposedChoice } from './closeChoice.ts';
import classes from './ReviewPage.module.css';

export function CloseDay({ date }: { date: string }) {
  return (
    <section aria-labelledby="close-heading">
      <Title order={2} size="h4" id="close-heading" mb="sm">
        Close the day
      </Title>
      <QueryView
        query={useDayClose(date)}
        loading={<LoadingState rows={2} />}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <Group gap="xs" wrap="nowrap">
            <IconCircleCheck size={20} aria-hidden="true" />
            <Text>No gap and no doubt is left on this day.</Text>
          </Group>
        }
      >
        {(day) => <OpenItems key={date} day={day} />}
      </QueryView>
    </section>
  );
}

function OpenItems({ day: { date, items } }: { day: DayClose }) {
  const { data: account } = useAccount();
  invariant(account !== undefined, 'Pages are drawn once the account is known.');
  const clock = useMemo(() => createWallClock(account.timeZone), [account.timeZone]);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const chosen = useMemo(
    () =>
      items.map((item) => chosenAnswer(item, choices[keyOf(item)] ?? proposedChoice(item), clock)),
    [items, choices, clock],
  );
  const answers = useMemo(
    () => chosen.flatMap((one) => (one.kind === 'answer' ? [one.answer] : [])),
    [chosen],
  );
  return (
    <Stack gap="sm">
      <ul className={classes.items}>
        {items.map((item) => (
          <CloseItemCard
            key={keyOf(item)}
            item={item}
            choice={choices[keyOf(item)] ?? proposedChoice(item)}
            clock={clock}
            choose={(choice) => setChoices({ ...choices, [keyOf(item)]: choice })}
          />
        ))}
      </ul>
      <Apply
        date={date}
        answers={answers}
        unfinished={chosen.filter(({ kind }) => kind === 'unfinished').length}
      />
    </Stack>
  );
}

type ApplyProps = Readonly<{ date: string; answers: readonly CloseAnswer[]; unfinished: number }>;

/** Names are typed letter by letter: the price is asked once they rest. */
const restMs = 300;

function Apply({ date, answers, unfinished }: ApplyProps) {
  const [rested] = useDebouncedValue(answers, restMs);
  const price = useClosePrice(date, rested);
  const close = useCloseDay();
  const count = answers.length;
  const isPriced = rested === answers && price.isSuccess;
  return (
    <>
      {price.isError && rested === answers ? (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertTriangle aria-hidden="true" />}
          title="This cannot be applied"
        >
          {price.error.message}
        </Alert>
      ) : null}
      <Group justify="space-between" gap="sm" className={classes.apply}>
        <Text role="status">
          {statusOf({ count, unfinished, said: isPriced ? price.data.say : null })}
        </Text>
        <Button
          disabled={count === 0 || unfinished > 0 || !isPriced}
          loading={close.isPending}
          onClick={() => close.mutate({ date, answers })}
        >
          {count === 1 ? 'Apply the answer' : `Apply ${count} answers`}
        </Button>
      </Group>
    </>
  );
}

type Status = Readonly<{ count: number; unfinished: number; said: string | null }>;

function statusOf({ count, unfinished, said }: Status): string {
  if (unfinished > 0) return 'Fill in what is missing in your answers.';
  if (count === 0) return 'Everything is left for later.';
  return said ?? 'Counting what it costs…';
}
