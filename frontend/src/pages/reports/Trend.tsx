/** One figure over the last periods of the chosen length, as bars and as a table. */
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Select } from '@mantine/core';
import { useState } from 'react';
import {
  addDays,
  type CivilRange,
  type PeriodKind,
  periodAround,
} from '../../../../core/time/calendar.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { type Metrics, useMetrics } from '../../server/reports.ts';
import type { Words } from '../../words/words.ts';
import { useWords } from '../../words/wordsContext.tsx';
import classes from './ReportsPage.module.css';
import { type TrendFigure, trendFigures } from './trendFigures.ts';

/** How many periods are looked back on, the chosen one among them. */
const lookedBack: Readonly<Record<PeriodKind, number>> = { day: 14, week: 12, month: 12 };
const titles: Readonly<Record<PeriodKind, string>> = {
  day: 'Day by day',
  week: 'Week by week',
  month: 'Month by month',
};

export function Trend({ by, until }: { by: PeriodKind; until: CivilRange }) {
  const from = firstOf(until, by);
  return (
    <Section title={titles[by]}>
      <QueryView query={useMetrics({ from, to: until.to, by })}>
        {(metrics) => <ChosenFigure by={by} metrics={metrics} />}
      </QueryView>
    </Section>
  );
}

function firstOf({ from }: CivilRange, by: PeriodKind): string {
  let first = from;
  for (let step = 1; step < lookedBack[by]; step += 1) {
    first = periodAround(addDays(first, -1), by).from;
  }
  return first;
}

type TrendProps = Readonly<{ by: PeriodKind; metrics: Metrics }>;

function ChosenFigure({ by, metrics }: TrendProps) {
  const words = useWords();
  const figures = trendFigures(metrics, words);
  const [wanted, setWanted] = useState('tracked');
  const figure = figures.find(({ key }) => key === wanted) ?? figures[0];
  if (figure === undefined) return null;
  return (
    <>
      <Select
        label="Figure"
        maw="18rem"
        mb="sm"
        allowDeselect={false}
        data={figures.map(({ key, label }) => ({ value: key, label }))}
        value={figure.key}
        onChange={(key) => {
          if (key !== null) setWanted(key);
        }}
      />
      <Bars by={by} metrics={metrics} figure={figure} />
      <Numbers by={by} metrics={metrics} figure={figure} />
    </>
  );
}

type FigureProps = TrendProps & Readonly<{ figure: TrendFigure }>;

/** Its numbers stand in the table below, which is what a screen reader is told. */
function Bars({ by, metrics: { periods }, figure }: FigureProps) {
  const words = useWords();
  return (
    <div aria-hidden="true">
      <BarChart
        h={220}
        data={periods.map((period) => ({
          name: shortName(period.from, by, words),
          [figure.label]: (figure.measure(period) ?? 0) / figure.axisUnit,
        }))}
        dataKey="name"
        series={[{ name: figure.label, color: 'ocean.6' }]}
        valueFormatter={(count) => figure.told(count * figure.axisUnit)}
        maxBarWidth={40}
        yAxisProps={{ width: 56, tickFormatter: figure.onAxis }}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
      />
    </div>
  );
}

function Numbers({ by, metrics: { periods }, figure }: FigureProps) {
  const words = useWords();
  return (
    <details className={classes.numbers}>
      <summary>Numbers of this chart</summary>
      <table className={classes.table}>
        <caption>{`${figure.label}, ${titles[by].toLowerCase()}`}</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">{figure.label}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => {
            const value = figure.measure(period);
            return (
              <tr key={period.from}>
                <th scope="row">{longName(period.from, by, words)}</th>
                <td>{value === null ? '–' : figure.told(value)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

function longName(from: string, by: PeriodKind, words: Words): string {
  return by === 'month' ? words.civilMonth(from) : words.civilDay(from);
}

/** As little as a tick of an axis has room for. */
function shortName(from: string, by: PeriodKind, words: Words): string {
  return by === 'month' ? words.civilMonth(from).slice(0, 3) : words.civilDayShort(from);
}
