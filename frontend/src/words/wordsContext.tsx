/** The words in the account's zone, for whatever is drawn. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createWords, type Words } from './words.ts';

const WordsContext = createContext<Words>(createWords({ timeZone: 'UTC' }));

export function WordsProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  const words = useMemo(() => createWords({ timeZone }), [timeZone]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  return useContext(WordsContext);
}
