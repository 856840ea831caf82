/** Looks back on a day or a week: closes the day, asks the four questions beside the figures. */
import { Title } from '@mantine/core';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { memo } from 'react';
import { type CivilRange, type PeriodKind, periodAround } from '../../../../core/time/calendar.ts';
import { Page } from '../../components/Page.tsx';
import { PeriodPicker } from '../../components/PeriodPicker.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useToday } from '../../components/useToday.ts';
import { type Review, useReviews } from '../../server/reviews.ts';
import { CloseDay } from './CloseDay.tsx';
import { EarlierReviews } from './EarlierReviews.tsx';
import { ReviewFigures } from './ReviewFigures.tsx';
import { ReviewForm } from './ReviewForm.tsx';
import classes from './ReviewPage.module.css';

const kinds = ['day', 'week'] as const satisfies readonly PeriodKind[];

/**
 * Without a date the address takes the one of today, and keeps it: a review that is written across
 * the turn of the day stays about the day that it was begun on.
 */
export function ReviewPage() {
  const search = useSearch({ from: '/review' });
  const today = useToday();
  const { by, date } = search;
  if (date === undefined) {
    return <Navigate to="/review" search={{ ...search, date: today }} replace />;
  }
  return <ReviewOf by={by === 'week' ? 'week' : 'day'} date={date} today={today} />;
}

type ReviewOfProps = Readonly<{ by: (typeof kinds)[number]; date: string; today: string }>;

const ReviewOf = memo(function ReviewOf({ by, date, today }: ReviewOfProps) {
  const navigate = useNavigate();
  const kind = by === 'day' ? 'daily' : 'weekly';
  return (
    <Page
      title="Review"
      actions={
        <PeriodPicker
          kinds={kinds}
          period={{ by, date }}
          today={today}
          choose={(search) => void navigate({ to: '/review', search })}
        />
      }
    >
      {by === 'day' ? <CloseDay date={date} /> : null}
      <Written kind={kind} range={periodAround(date, by)} />
      <EarlierReviews kind={kind} by={by} />
    </Page>
  );
});

type WrittenProps = Readonly<{ kind: Review['kind']; range: CivilRange }>;

function Written({ kind, range }: WrittenProps) {
  const { from } = range;
  return (
    <QueryView query={useReviews({ kind, from, to: from })}>
      {([review = null]) => (
        <div className={classes.sides}>
          <section aria-labelledby="figures-heading">
            <Title order={2} size="h4" id="figures-heading" mb="sm">
              {kind === 'daily' ? 'The day in figures' : 'The week in figures'}
            </Title>
            <ReviewFigures review={review} range={range} />
          </section>
          <section aria-labelledby="questions-heading">
            <Title order={2} size="h4" id="questions-heading" mb="sm">
              Four questions
            </Title>
            <ReviewForm key={`${kind} ${from}`} review={review} kind={kind} date={from} />
          </section>
        </div>
      )}
    </QueryView>
  );
}
