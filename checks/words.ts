/**
 * Words that committed text never holds: notes to oneself, paths of one machine, and addresses
 * that tie an install to one package registry.
 */
import type { TextFile } from './sources.ts';

type Word = Readonly<{ pattern: RegExp; what: string; instead: string }>;

const words: readonly Word[] = [
  {
    pattern: /(\/\/|\/\*|^\s*\*|#|<!--).*\b(TODO|FIXME|XXX|HACK)\b/,
    what: 'leaves a note to do something later',
    instead: 'Do it now or leave it out; what is known to be missing stands in the README',
  },
  {
    pattern: /(?<![\w.:/@-])\/(work|root|tmp|home\/\w+|Users\/\w+)\//,
    what: 'names a path of one machine',
    instead: 'Derive the path from import.meta.dirname, os.tmpdir() or a setting',
  },
  {
    pattern: /registry\.(npmjs|yarnpkg|npmmirror)\.|npm\.pkg\.github\.com|"resolved": "/,
    what: 'names a package registry',
    instead: 'Whoever installs chooses the registry; .npmrc keeps addresses out of the lock',
  },
];

/** They hold the words as examples and patterns. */
const speakOfTheWords = ['checks/words.ts', 'checks/words.test.ts'];

export function violations(texts: readonly TextFile[]): string[] {
  return texts
    .filter(({ path }) => !speakOfTheWords.includes(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          words
            .filter(({ pattern }) => pattern.test(line))
            .map(({ what, instead }) => `${path}:${index + 1} ${what}. ${instead}.`),
        ),
    );
}
