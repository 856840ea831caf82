/** Copies to take away: the whole database, or the slices in a format of other programs. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../components/Section.tsx';

const formats = [
  { value: 'csv', label: 'CSV, of the main lane' },
  { value: 'json', label: 'JSON, of all lanes' },
  { value: 'ics', label: 'Calendar (iCalendar)' },
];

export function Copies() {
  const [format, setFormat] = useState('csv');
  return (
    <Section title="Backup and export" about="A backup restores everything; an export is to read.">
      <Group gap="sm" align="flex-end">
        <Button component="a" href="/api/backup" download variant="default">
          Download a backup
        </Button>
        <NativeSelect
          label="Format"
          data={formats}
          value={format}
          onChange={({ currentTarget }) => setFormat(currentTarget.value)}
        />
        <Button
          component="a"
          href={`/api/files/export?format=${format}`}
          download
          variant="default"
        >
          Export
        </Button>
      </Group>
    </Section>
  );
}
