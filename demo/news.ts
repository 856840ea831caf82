/** What has happened so far, for those who look later, and told at once to those who listen. */
export type News = Readonly<{ at: number; text: string }>;

export type NewsBoard = Readonly<{
  add: (text: string) => void;
  /** Newest first. */
  latest: (count: number) => readonly News[];
  listen: (listener: (news: News) => void) => void;
}>;

const kept = 200;

export function createNewsBoard(now: () => number): NewsBoard {
  const all: News[] = [];
  const listeners: ((news: News) => void)[] = [];
  return {
    add: (text) => {
      const news = { at: now(), text };
      all.unshift(news);
      all.splice(kept);
      for (const listener of listeners) listener(news);
    },
    latest: (count) => all.slice(0, count),
    listen: (listener) => void listeners.push(listener),
  };
}
