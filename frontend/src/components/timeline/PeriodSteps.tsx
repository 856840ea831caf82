/** To the period before, to the one after, to any date, and back to today. Also by j and k. */
import '@mantine/dates/styles.css';
import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useOfferActions } from '../pageActions.tsx';

type PeriodStepsProps = Readonly<{
  date: string;
  today: string;
  earlier: Readonly<{ date: string; label: string }>;
  later: Readonly<{ date: string; label: string }>;
  go: (date: string) => void;
}>;

export function PeriodSteps({ date, today, earlier, later, go }: PeriodStepsProps) {
  useOfferActions([
    { id: 'later', label: later.label, keys: 'j', run: () => go(later.date) },
    { id: 'earlier', label: earlier.label, keys: 'k', run: () => go(earlier.date) },
  ]);
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={earlier.label}
        onClick={() => go(earlier.date)}
      >
        <IconChevronLeft size={18} aria-hidden="true" />
      </ActionIcon>
      <DatePickerInput
        size="sm"
        valueFormat="D MMM YYYY"
        value={date}
        onChange={(chosen) => {
          if (chosen !== null) go(chosen);
        }}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={later.label}
        onClick={() => go(later.date)}
      >
        <IconChevronRight size={18} aria-hidden="true" />
      </ActionIcon>
      <Button variant="default" disabled={date === today} onClick={() => go(today)}>
        Today
      </Button>
    </Group>
  );
}
