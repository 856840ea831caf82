/** The four questions of a review, three answers to each at most. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Review, type ReviewTexts, useSaveReview } from '../../server/reviews.ts';
import classes from './ReviewPage.module.css';
import { changedTexts, shownTexts, type Typed } from './reviewTexts.ts';
import { UnsavedQuestion } from './UnsavedQuestion.tsx';

type Field = keyof ReviewTexts;

const questions: readonly Readonly<{ field: Field; asks: string; one: string }>[] = [
  { field: 'wins', asks: 'What went well?', one: 'Win' },
  { field: 'misses', asks: 'What did not?', one: 'Miss' },
  { field: 'lessons', asks: 'What do you learn from it?', one: 'Lesson' },
  { field: 'nextGoals', asks: 'What comes next?', one: 'Next goal' },
];

const mostAnswers = 3;

type ReviewFormProps = Readonly<{
  /** Null until it is written for the first time. */
  review: Review | null;
  kind: Review['kind'];
  date: string;
}>;

export function ReviewForm({ review, kind, date }: ReviewFormProps) {
  const [typed, setTyped] = useState<Typed>({});
  const save = useSaveReview();
  const texts = shownTexts(review, typed);
  const changed = changedTexts(review, typed);
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    save.mutate(
      { id: review?.id ?? null, kind, date, texts: changed ?? {} },
      // Unless more was typed while it was on its way.
      { onSuccess: () => setTyped((known) => (known === typed ? {} : known)) },
    );
  };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        {questions.map((question) => (
          <Question
            key={question.field}
            {...question}
            answers={texts[question.field]}
            change={(answers) => setTyped((known) => ({ ...known, [question.field]: answers }))}
          />
        ))}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save the review
          </Button>
        </Group>
        <UnsavedQuestion isUnsaved={changed !== null && !save.isPending} />
      </Stack>
    </form>
  );
}

type QuestionProps = Readonly<{
  asks: string;
  one: string;
  answers: readonly string[];
  change: (answers: string[]) => void;
}>;

/** One blank line waits below what is written, until there are three. */
function Question({ asks, one, answers, change }: QuestionProps) {
  const filled = answers.filter((answer) => answer !== '').length;
  const lines = Math.min(mostAnswers, Math.max(answers.length, filled + 1));
  return (
    <fieldset className={classes.question}>
      <legend>{asks}</legend>
      <Stack gap="xs">
        {Array.from({ length: lines }, (_, line) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
            key={line}
            aria-label={`${one} ${line + 1}`}
            placeholder={line === 0 ? `${one}` : 'One more, if it matters'}
            maxLength={1000}
            value={answers[line] ?? ''}
            onChange={({ currentTarget }) => {
              const changed = Array.from({ length: lines }, (_, index) => answers[index] ?? '');
              changed[line] = currentTarget.value;
              change(changed);
            }}
          />
        ))}
      </Stack>
    </fieldset>
  );
}
