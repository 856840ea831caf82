/** One day: what ran when. */
import '@mantine/dates/styles.css';
import { Stack } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addDays } from '../../../../core/time/calendar.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { SliceRow } from '../../components/SliceRow.tsx';
import { useToday } from '../../components/useToday.ts';
import { useSlices } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';

export function DayPage() {
  const words = useWords();
  const navigate = useNavigate();
  const today = useToday();
  const { date = today } = useSearch({ from: '/day' });
  const slices = useSlices({ startDate: date, endDate: addDays(date, 1), limit: '1000' });
  return (
    <Page
      title={date === today ? 'Today' : words.civilDay(date)}
      actions={
        <DatePickerInput
          aria-label="Day"
          value={date}
          onChange={(chosen) => {
            if (chosen !== null) void navigate({ to: '/day', search: { date: chosen } });
          }}
        />
      }
    >
      <QueryView
        query={slices}
        isEmpty={(found) => found.length === 0}
        empty={<EmptyState title="Nothing was tracked">Start something on Now.</EmptyState>}
      >
        {(found) => (
          <Stack>
            {found.map((slice) => (
              <SliceRow key={slice.id} slice={slice} />
            ))}
          </Stack>
        )}
      </QueryView>
    </Page>
  );
}
