/** Time in which nothing was tracked, to be filled: with what, and what that adds. */
import {
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { type Dimension, dimensions } from '../../../../core/engine/slice.ts';
import { clockTime } from '../../../../core/time/day.ts';
import type { Range } from '../../../../core/time/range.ts';
import { type Filling, useFill, useFillPreview } from '../../server/sliceCommands.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { CategoryInput } from '../CategoryInput.tsx';
import { useDayRules } from '../useDayRules.ts';
import { ChangeList } from './ChangeList.tsx';
import { readEnd, readTime } from './timeField.ts';

type FillPanelProps = Readonly<{ dimension: Dimension; range: Range; done: () => void }>;

const choices = [
  { value: 'category', label: 'A category' },
  { value: 'previous', label: 'As before' },
  { value: 'next', label: 'As after' },
] as const;

export function FillPanel({ range, done, ...chosen }: FillPanelProps) {
  const rules = useDayRules();
  const fill = useFill();
  const [dimension, setDimension] = useState(chosen.dimension);
  const [filler, setFiller] = useState<Filling['with']>('category');
  const [category, setCategory] = useState('');
  const [start, setStart] = useState(() => clockTime(range.startAt, rules.timeZone));
  const [end, setEnd] = useState(() => clockTime(range.endAt, rules.timeZone));
  const times = timesOf({ start, end }, range, rules);
  const filling = fillingOf({ dimension, filler, category, times });
  const [asked] = useDebouncedValue(filling === null ? null : JSON.stringify(filling), 250);
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (filling !== null) fill.mutate(filling, { onSuccess: done });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <NativeSelect
          label="Lane"
          value={dimension}
          data={dimensions.map((value) => ({ value, label: dimensionNames[value] }))}
          onChange={({ currentTarget }) => setDimension(currentTarget.value as Dimension)}
        />
        <Group grow gap="sm">
          <TextInput
            type="time"
            label="From"
            value={start}
            onChange={({ currentTarget }) => setStart(currentTarget.value)}
          />
          <TextInput
            type="time"
            label="To"
            value={end}
            onChange={({ currentTarget }) => setEnd(currentTarget.value)}
          />
        </Group>
        <SegmentedControl
          aria-label="Fill with"
          data={[...choices]}
          value={filler ?? 'category'}
          onChange={setFiller}
        />
        {filler === 'category' ? (
          <CategoryInput label="Category" value={category} onChange={setCategory} />
        ) : null}
        {asked === null ? (
          <Text size="sm" c="dimmed">
            Only what is free is filled.
          </Text>
        ) : (
          <FillPreview filling={JSON.parse(asked)} />
        )}
        <Button type="submit" disabled={filling === null} loading={fill.isPending}>
          Fill
        </Button>
      </Stack>
    </form>
  );
}

function FillPreview({ filling }: { filling: Filling }) {
  return <ChangeList preview={useFillPreview(filling)} />;
}

type Typed = Readonly<{ start: string; end: string }>;

function timesOf(
  { start, end }: Typed,
  range: Range,
  rules: Parameters<typeof readTime>[0]['rules'],
) {
  const startAt = readTime({ text: start, formerAt: range.startAt, rules });
  if (startAt === null) return null;
  const endAt = readEnd({ text: end, formerAt: range.endAt, startAt, rules });
  return endAt === null ? null : { startAt, endAt };
}

type Chosen = Readonly<{
  dimension: Dimension;
  filler: Filling['with'];
  category: string;
  times: Range | null;
}>;

/** Null until all is there that it takes. */
function fillingOf({ dimension, filler, category, times }: Chosen): Filling | null {
  if (times === null || (filler === 'category' && category.trim() === '')) return null;
  return {
    dimension,
    startDate: new Date(times.startAt).toISOString(),
    endDate: new Date(times.endAt).toISOString(),
    with: filler,
    source: 'MANUAL',
    ...(filler === 'category' ? { category } : {}),
  };
}
