/**
 * What ran beside each activity: activities down, work modes or company across. Each cell holds
 * its time, tinted by its share of the activity, so the table is the chart.
 */
import { Box } from '@mantine/core';
import { type CrossedDimension, crossedDimensions } from '../../../../core/reviews/figures.ts';
import { Section } from '../../components/Section.tsx';
import type { Metrics } from '../../server/reports.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { durationOrDash } from '../../words/duration.ts';
import { crossingTable } from './crossingTable.ts';
import { heatOf } from './heat.ts';
import classes from './ReportsPage.module.css';

export function Crossings({ metrics }: { metrics: Metrics }) {
  const crossed = crossedDimensions.filter((dimension) => metrics.total.totals[dimension] > 0);
  return crossed.map((dimension) => (
    <Section key={dimension} title={`${dimensionNames.PRIMARY} × ${dimensionNames[dimension]}`}>
      <CrossingOf metrics={metrics} dimension={dimension} />
    </Section>
  ));
}

type CrossingOfProps = Readonly<{ metrics: Metrics; dimension: CrossedDimension }>;

function CrossingOf({ metrics, dimension }: CrossingOfProps) {
  const { columns, rows } = crossingTable(metrics.total.crossings, dimension);
  const names = new Map(metrics.categories.map(({ id, name }) => [id, name]));
  const caption = `${dimensionNames[dimension]} during each activity`;
  return (
    // A table that is wider than a phone is moved by the keyboard too.
    <Box role="region" aria-label={caption} tabIndex={0} className={classes.scroll}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionNames.PRIMARY}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column === null ? 'None' : names.get(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ categoryId, total, cells }) => (
            <tr key={categoryId}>
              <th scope="row">{names.get(categoryId)}</th>
              {cells.map((seconds, index) => (
                <td key={columns[index]} data-heat={heatOf(seconds, total)}>
                  {durationOrDash(seconds)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
