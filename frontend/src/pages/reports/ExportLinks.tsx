/** The slices of the period as files: for a spreadsheet, a program, a calendar. */
import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { CivilRange } from '../../../../core/time/calendar.ts';
import { Section } from '../../components/Section.tsx';
import { exportAddress, exportFormats } from '../../server/files.ts';

export function ExportLinks({ range }: { range: CivilRange }) {
  return (
    <Section
      title="Export"
      about={
        'What was tracked in this period. CSV has activities in Toggl’s columns; the others ' +
        'hold every dimension.'
      }
    >
      <Group gap="sm">
        {exportFormats.map(({ format, label }) => (
          <Button
            key={format}
            component="a"
            href={exportAddress(format, range)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Section>
  );
}
