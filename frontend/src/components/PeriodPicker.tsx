/** Which day, week or month a page is about: chosen in a calendar, or the one before or after. */
import '@mantine/dates/styles.css';
import { ActionIcon, Button, Group, SegmentedControl } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { unreachable } from '../../../core/invariant.ts';
import {
  addDays,
  type CivilRange,
  type PeriodKind,
  periodAround,
} from '../../../core/time/calendar.ts';
import type { Words } from '../words/words.ts';
import { useWords } from '../words/wordsContext.tsx';

type ChosenPeriod = Readonly<{ by: PeriodKind; date: string }>;

type PeriodPickerProps = Readonly<{
  kinds: readonly PeriodKind[];
  period: ChosenPeriod;
  today: string;
  choose: (period: ChosenPeriod) => void;
}>;

const kindNames: Readonly<Record<PeriodKind, string>> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

export function PeriodPicker({ kinds, period, today, choose }: PeriodPickerProps) {
  const { by } = period;
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label="Length of the period"
        data={kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
        value={by}
        onChange={(value) => {
          const kind = kinds.find((known) => known === value);
          if (kind !== undefined) choose({ ...period, by: kind });
        }}
      />
      {periodAround(period.date, by).to < today ? (
        <Button variant="default" onClick={() => choose({ by, date: today })}>
          Today
        </Button>
      ) : null}
      <Steps period={period} today={today} choose={choose} />
    </Group>
  );
}

function Steps({ period, today, choose }: Omit<PeriodPickerProps, 'kinds'>) {
  const words = useWords();
  const { by, date } = period;
  const range = periodAround(date, by);
  const name = kindNames[by].toLowerCase();
  const label = periodLabel(range, { by, today, words });
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={`Previous ${name}`}
        onClick={() => choose({ by, date: addDays(range.from, -1) })}
      >
        <IconChevronLeft size={18} aria-hidden="true" />
      </ActionIcon>
      <DatePickerInput
        aria-label={`${label}, choose another ${name}`}
        value={date}
        maxDate={today}
        miw="11.5rem"
        valueFormatter={() => label}
        onChange={(chosen) => {
          if (chosen !== null) choose({ by, date: chosen });
        }}
      />
      <ActionIcon
        variant="default"
        size="input-sm"
        aria-label={`Next ${name}`}
        disabled={range.to >= today}
        onClick={() => choose({ by, date: addDays(range.to, 1) })}
      >
        <IconChevronRight size={18} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}

type LabelOptions = Readonly<{ by: PeriodKind; today: string; words: Words }>;

/** This year goes without saying; another one is said once. */
function periodLabel({ from, to }: CivilRange, { by, today, words }: LabelOptions): string {
  const isThisYear = to.slice(0, 4) === today.slice(0, 4);
  const last = isThisYear ? words.civilDay(to) : words.civilDayOfYear(to);
  switch (by) {
    case 'day':
      return last;
    case 'week':
      return `${words.civilDay(from)} – ${last}`;
    case 'month':
      return words.civilMonth(from);
    default:
      return unreachable(by);
  }
}
