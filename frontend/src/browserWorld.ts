/** The real clock, chance, network and storage of the browser: made here alone, handed down. */
import type { Outside } from './server/outside.ts';

export const browserWorld: Outside = {
  now: () => Date.now(),
  newKey: () => randomKey(),
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  send: (url, { timeoutMs, ...init }) =>
    fetch(url, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    }),
  openEventLine: ({ path, kinds, opened, lost, told }) => {
    const line = new EventSource(path);
    line.addEventListener('open', opened);
    line.addEventListener('error', () => {
      line.close();
      lost();
    });
    for (const kind of kinds) line.addEventListener(kind, ({ data }) => told(String(data)));
    return () => line.close();
  },
  store: {
    read: (name) => localStorage.getItem(name),
    write: (name, text) => localStorage.setItem(name, text),
    remove: (name) => localStorage.removeItem(name),
    whenChanged: (run) => listen(window, ['storage'], run),
  },
  whenBack: (run) => {
    const ended = listen(window, ['online', 'focus'], run);
    const endedToo = listen(document, ['visibilitychange'], () => {
      if (!document.hidden) run();
    });
    return () => {
      ended();
      endedToo();
    };
  },
};

/** Not crypto.randomUUID: a browser has that only on https, and a home network has none. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function listen(target: EventTarget, kinds: readonly string[], run: () => void): () => void {
  for (const kind of kinds) target.addEventListener(kind, run);
  return () => {
    for (const kind of kinds) target.removeEventListener(kind, run);
  };
}
