/** The time of one dimension by category. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { dimensions } from '../../../../core/engine/slice.ts';
import { BalanceBars } from '../../components/BalanceBars.tsx';
import { Section } from '../../components/Section.tsx';
import type { Metrics } from '../../server/reports.ts';
import { dimensionNames } from '../../words/dimensions.ts';

export function Balance({ metrics }: { metrics: Metrics }) {
  const { totals } = metrics.total;
  const tracked = dimensions.filter((dimension) => totals[dimension] > 0);
  const [wanted, setWanted] = useState<string>('PRIMARY');
  const shown = tracked.find((dimension) => dimension === wanted) ?? tracked[0];
  if (shown === undefined) return null;
  return (
    <Section
      title="Balance"
      actions={
        tracked.length < 2 ? null : (
          <SegmentedControl
            size="xs"
            aria-label="Dimension of the balance"
            data={tracked.map((value) => ({ value, label: dimensionNames[value] }))}
            value={shown}
            onChange={setWanted}
          />
        )
      }
    >
      <BalanceBars
        metrics={metrics}
        dimension={shown}
        caption={`${dimensionNames[shown]} by category`}
      />
    </Section>
  );
}
