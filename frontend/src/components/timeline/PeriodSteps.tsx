/** To the period before, to the one after, to any date, and back to today. Also by J and K. */
import '@mantine/dates/styles.css';
import { ActionIcon, Button, Group } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

type PeriodStepsProps = Readonly<{
  date: string;
  today: string;
  earlier: Readonly<{ date: string; label: string }>;
  later: Readonly<{ date: string; label: string }>;
  go: (date: string) => void;
}>;

export function PeriodSteps({ date, today, earlier, later, go }: PeriodStepsProps) {
  useHotkeys([
    ['j', () => go(later.date)],
    ['k', () => go(earlier.date)],
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
