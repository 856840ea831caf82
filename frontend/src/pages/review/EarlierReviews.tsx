/** What was written before, newest first, each a step away. */
import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PeriodKind } from '../../../../core/time/calendar.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { type Review, useReviews } from '../../server/reviews.ts';
import { useWords } from '../../words/wordsContext.tsx';
import classes from './ReviewPage.module.css';

type EarlierReviewsProps = Readonly<{ kind: Review['kind']; by: PeriodKind }>;

const mostShown = '10';

export function EarlierReviews({ kind, by }: EarlierReviewsProps) {
  const words = useWords();
  return (
    <section aria-labelledby="earlier-heading">
      <Title order={2} size="h4" id="earlier-heading" mb="sm">
        Written reviews
      </Title>
      <QueryView
        query={useReviews({ kind, limit: mostShown })}
        isEmpty={(reviews) => reviews.length === 0}
        empty={<Text c="dimmed">None yet. The first one begins with the questions above.</Text>}
      >
        {(reviews) => (
          <ul className={classes.earlier}>
            {reviews.map(({ id, from, wins, lessons }) => (
              <li key={id}>
                <Link to="/review" search={{ by, date: from }}>
                  {words.civilDay(from)}
                </Link>
                <Text component="span" c="dimmed">
                  {wins[0] ?? lessons[0] ?? 'Without words'}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
