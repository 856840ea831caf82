/** Copies to take away: the whole database, or the slices in a format of other programs. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../components/Section.tsx';
import {
  backupAddress,
  type ExportFormat,
  exportAddress,
  exportFormats,
} from '../../server/files.ts';

const formats = exportFormats.map(({ format, label }) => ({ value: format, label }));

export function Copies() {
  const [format, setFormat] = useState<ExportFormat>('csv');
  return (
    <Section
      title="Backup and export"
      about={
        'A backup restores everything; an export is to read. CSV has activities alone; the ' +
        'others hold every dimension.'
      }
    >
      <Group gap="sm" align="flex-end">
        <Button component="a" href={backupAddress} download variant="default">
          Download a backup
        </Button>
        <NativeSelect
          label="Format"
          data={formats}
          value={format}
          onChange={({ currentTarget }) => setFormat(currentTarget.value as ExportFormat)}
        />
        <Button component="a" href={exportAddress(format)} download variant="default">
          Export
        </Button>
      </Group>
    </Section>
  );
}
