/**
 * The figures beside the questions: as they are now, or, once the review is written, as they were
 * when it was, until somebody has them counted anew.
 */
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { CivilRange } from '../../../../core/time/calendar.ts';
import { BalanceBars } from '../../components/BalanceBars.tsx';
import { GoalProgress } from '../../components/GoalProgress.tsx';
import { PeriodFigures } from '../../components/PeriodFigures.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useCategories } from '../../server/categories.ts';
import { useMetrics } from '../../server/reports.ts';
import { type Review, useRefreshReview } from '../../server/reviews.ts';
import { useWords } from '../../words/wordsContext.tsx';

type ShownMetrics = Review['metrics'];

type ReviewFiguresProps = Readonly<{ review: Review | null; range: CivilRange }>;

export function ReviewFigures({ review, range }: ReviewFiguresProps) {
  return review === null ? <LiveFigures range={range} /> : <KeptFigures review={review} />;
}

function KeptFigures({ review }: { review: Review }) {
  const words = useWords();
  const refresh = useRefreshReview();
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text c="dimmed" size="sm">
          Figures as of {words.dayAndTime(review.metricsAt)}
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate(review.id)}
        >
          Count anew
        </Button>
      </Group>
      <Figures metrics={review.metrics} />
    </Stack>
  );
}

function LiveFigures({ range }: { range: CivilRange }) {
  const metrics = useMetrics({ ...range, by: 'day' });
  return <QueryView query={metrics}>{(found) => <Figures metrics={found} />}</QueryView>;
}

function Figures({ metrics }: { metrics: ShownMetrics }) {
  const { data: categories = [] } = useCategories();
  return (
    <Stack gap="lg">
      <PeriodFigures total={metrics.total} />
      {metrics.total.totals.PRIMARY === 0 ? (
        <Text c="dimmed">No activity was tracked.</Text>
      ) : (
        <BalanceBars metrics={metrics} dimension="PRIMARY" caption="Where the time went" />
      )}
      {metrics.goals.length === 0 ? null : (
        <GoalProgress goals={metrics.goals} categories={[...categories, ...metrics.categories]} />
      )}
    </Stack>
  );
}
