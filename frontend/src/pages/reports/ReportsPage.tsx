/** Where the time of a day, a week or a month went, and how that compares with the ones before. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { memo } from 'react';
import {
  type CivilRange,
  type PeriodKind,
  periodAround,
  periodKinds,
} from '../../../../core/time/calendar.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { PeriodFigures } from '../../components/PeriodFigures.tsx';
import { PeriodPicker } from '../../components/PeriodPicker.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useToday } from '../../components/useToday.ts';
import { type Metrics, useMetrics } from '../../server/reports.ts';
import { Balance } from './Balance.tsx';
import { CalendarHeat } from './CalendarHeat.tsx';
import { Crossings } from './Crossings.tsx';
import { ExportLinks } from './ExportLinks.tsx';
import { Goals } from './Goals.tsx';
import { PeriodTable } from './PeriodTable.tsx';
import classes from './ReportsPage.module.css';
import { Trend } from './Trend.tsx';

/** The day is known by the second, and is the same for most of them. */
export function ReportsPage() {
  const { by = 'week', date } = useSearch({ from: '/reports' });
  const today = useToday();
  return <ReportsOf by={by} date={date ?? today} today={today} />;
}

type ReportsOfProps = Readonly<{ by: PeriodKind; date: string; today: string }>;

const ReportsOf = memo(function ReportsOf({ by, date, today }: ReportsOfProps) {
  const navigate = useNavigate();
  const range = periodAround(date, by);
  return (
    <Page
      title="Reports"
      actions={
        <PeriodPicker
          kinds={periodKinds}
          period={{ by, date }}
          today={today}
          choose={(search) => void navigate({ to: '/reports', search })}
        />
      }
    >
      <QueryView query={useMetrics({ ...range, by: 'day' })}>
        {(metrics) => <Parts metrics={metrics} by={by} range={range} today={today} />}
      </QueryView>
    </Page>
  );
});

type PartsProps = Readonly<{
  metrics: Metrics;
  by: PeriodKind;
  range: CivilRange;
  today: string;
}>;

/** Without anything in the period itself, the ones before it are still there to see. */
function Parts({ metrics, by, range, today }: PartsProps) {
  const isEmpty = metrics.total.categories.length === 0;
  return (
    <>
      {isEmpty ? (
        <EmptyState title="Nothing was tracked here">
          Start something on Now, or step back to a time that holds something.
        </EmptyState>
      ) : (
        <Section title="At a glance">
          <PeriodFigures total={metrics.total} />
        </Section>
      )}
      <div className={classes.sides}>
        <Balance metrics={metrics} />
        <Trend by={by} until={range} />
        <CalendarHeat until={range.to} today={today} />
        <Goals goals={metrics.goals} />
        <Crossings metrics={metrics} />
      </div>
      <ExportLinks range={range} />
      {isEmpty ? null : <PeriodTable periods={metrics.periods} />}
    </>
  );
}
