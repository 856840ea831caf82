/** How the app looks: Mantine's theme, and where its colours fall short of WCAG 2.2 AA. */
import {
  type CSSVariablesResolver,
  createTheme,
  Input,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';
import classes from './theme.module.css';

const ocean: MantineColorsTuple = [
  '#eef6fb',
  '#dbeaf4',
  '#b3d4e9',
  '#87bcdd',
  '#63a8d3',
  '#4b9bcc',
  '#3d95ca',
  '#2f81b3',
  '#226fa0',
  '#1f5f8b',
];

export const theme = createTheme({
  primaryColor: 'ocean',
  primaryShade: { light: 9, dark: 8 },
  colors: { ocean },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: { fontWeight: '650' },
  components: { Input: Input.extend({ classNames: { input: classes.input } }) },
});

/** Mantine's grey text has a contrast of 3.3 on white; AA asks for 4.5. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--compass-surface': 'var(--mantine-color-white)',
    '--compass-ground': 'var(--mantine-color-gray-0)',
    '--compass-line': 'var(--mantine-color-gray-3)',
    '--compass-focus': 'var(--mantine-color-ocean-9)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--compass-surface': 'var(--mantine-color-dark-6)',
    '--compass-ground': 'var(--mantine-color-dark-8)',
    '--compass-line': 'var(--mantine-color-dark-4)',
    '--compass-focus': 'var(--mantine-color-ocean-4)',
  },
});

/** The key is read by public/colorScheme.js as well. */
export const colorSchemes = localStorageColorSchemeManager({ key: 'compass-color-scheme' });
