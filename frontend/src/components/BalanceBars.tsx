/** How the time of one dimension was shared out, longest first: each bar beside its number. */
import type { Dimension } from '../../../core/engine/slice.ts';
import type { Metrics } from '../server/reports.ts';
import { shortDuration } from '../words/duration.ts';
import { useWords } from '../words/wordsContext.tsx';
import classes from './BalanceBars.module.css';

type BalanceBarsProps = Readonly<{
  metrics: Pick<Metrics, 'total' | 'categories'>;
  dimension: Dimension;
  caption: string;
}>;

export function BalanceBars({ metrics, dimension, caption }: BalanceBarsProps) {
  const words = useWords();
  const categories = new Map(metrics.categories.map((category) => [category.id, category]));
  const parts = metrics.total.categories
    .filter((part) => part.dimension === dimension)
    .toSorted((a, b) => b.seconds - a.seconds);
  const longest = parts[0]?.seconds ?? 0;
  const total = metrics.total.totals[dimension];
  return (
    <table className={classes.bars}>
      <caption>{caption}</caption>
      <tbody>
        {parts.map(({ categoryId, seconds }) => {
          const category = categories.get(categoryId);
          return (
            <tr key={categoryId}>
              <th scope="row">
                {category?.name}
                <span
                  className={classes.bar}
                  style={{ width: `${(seconds / longest) * 100}%`, background: category?.color }}
                />
              </th>
              <td>{shortDuration(seconds)}</td>
              <td className={classes.share}>{words.percent(seconds / total)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
