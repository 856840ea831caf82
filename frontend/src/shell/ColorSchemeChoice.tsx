/** Light, dark, or as the device has it. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';

const choices = [
  { value: 'auto', label: 'Auto' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function ColorSchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="Colours"
      data={[...choices]}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}
