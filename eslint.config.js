/**
 * Only the rules that need types and that Biome cannot hold yet: its noFloatingPromises does not
 * see through the types of a package, and an unawaited query is the promise that must not float.
 * Everything else is Biome's, or stands in checks/.
 */
import reactHooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

export default [
  { ignores: ['**/node_modules/', '**/dist/', 'coverage/', 'data/', 'reports/'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser: typescript.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': typescript.plugin },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // A listener may be async: what it throws is a bug, and an unhandled one stops loudly.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false } },
      ],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  // Accessibility is Biome's; what may be drawn when, and with which effects, is React's own.
  { files: ['frontend/src/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
];
