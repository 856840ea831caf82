/** The four questions of a review, three answers to each at most. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Review, type ReviewTexts, useSaveReview } from '../../server/reviews.ts';
import classes from './ReviewPage.module.css';
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
  const [texts, setTexts] = useState<ReviewTexts>(() => textsOf(review));
  const save = useSaveReview();
  const isUnsaved = !isAlike(withoutBlanks(texts), textsOf(review)) && !save.isPending;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ id: review?.id ?? null, kind, date, texts: withoutBlanks(texts) });
      }}
    >
      <Stack gap="md">
        {questions.map((question) => (
          <Question
            key={question.field}
            {...question}
            answers={texts[question.field]}
            change={(answers) => setTexts({ ...texts, [question.field]: answers })}
          />
        ))}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save the review
          </Button>
        </Group>
        <UnsavedQuestion isUnsaved={isUnsaved} />
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

function textsOf(review: Review | null): ReviewTexts {
  if (review === null) return { wins: [], misses: [], lessons: [], nextGoals: [] };
  const { wins, misses, lessons, nextGoals } = review;
  return { wins, misses, lessons, nextGoals };
}

function isAlike(one: ReviewTexts, other: ReviewTexts): boolean {
  return questions.every(({ field }) => one[field].join('\n') === other[field].join('\n'));
}

function withoutBlanks({ wins, misses, lessons, nextGoals }: ReviewTexts): ReviewTexts {
  const kept = (answers: readonly string[]) =>
    answers.map((answer) => answer.trim()).filter((answer) => answer !== '');
  return {
    wins: kept(wins),
    misses: kept(misses),
    lessons: kept(lessons),
    nextGoals: kept(nextGoals),
  };
}
