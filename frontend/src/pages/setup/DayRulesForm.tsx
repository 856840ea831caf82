/** The account's time zone, and when one of its days begins. */
import { Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useAccount, useEditAccount } from '../../server/account.ts';
import { useServer } from '../../server/serverContext.tsx';

export function DayRulesForm() {
  return (
    <Section title="Days" about="Days, weeks and totals are cut by these.">
      <QueryView query={useAccount()}>
        {({ timeZone, dayStartMinutes }) => (
          <Form
            key={`${timeZone} ${dayStartMinutes}`}
            timeZone={timeZone}
            dayStart={clockOf(dayStartMinutes)}
          />
        )}
      </QueryView>
    </Section>
  );
}

function Form(known: Readonly<{ timeZone: string; dayStart: string }>) {
  const [timeZone, setTimeZone] = useState(known.timeZone);
  const [dayStart, setDayStart] = useState(known.dayStart);
  const edit = useEditAccount();
  const { deviceTimeZone } = useServer();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    edit.mutate({ timeZone, dayStartMinutes: minutesOf(dayStart) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Failure error={edit.error} />
        <Group gap="sm" align="flex-end">
          <Autocomplete
            label="Time zone"
            flex="1 1 14rem"
            limit={30}
            data={Intl.supportedValuesOf('timeZone')}
            value={timeZone}
            onChange={setTimeZone}
          />
          <TextInput
            type="time"
            label="A day begins at"
            required
            value={dayStart}
            onChange={({ currentTarget }) => setDayStart(currentTarget.value)}
          />
          <Button type="submit" loading={edit.isPending}>
            Save
          </Button>
        </Group>
        {timeZone === deviceTimeZone ? null : (
          <Group gap="sm">
            <Text size="sm">This device is set to {deviceTimeZone}.</Text>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => edit.mutate({ timeZone: deviceTimeZone })}
            >
              Use {deviceTimeZone}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function clockOf(minutes: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
