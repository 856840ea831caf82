/**
 * Whether keys alone, without Ctrl, do anything: whoever speaks to the device, or strays onto keys,
 * can turn them off (WCAG 2.1.4). Kept in the browser, for it concerns this keyboard.
 */
import { useLocalStorage } from '@mantine/hooks';

export function useSingleKeys() {
  const [areOn, turn] = useLocalStorage({
    key: 'compass-single-keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return { areOn, turn };
}
