/**
 * The terminal, in one of two ways: redrawn in place with keys, or, where the output is a file or
 * a pipe, one line for each thing that happens.
 */
import type { ReadStream, WriteStream } from 'node:tty';
import { dayText, timeText } from './clockText.ts';
import type { Hand } from './hand.ts';
import type { NewsBoard } from './news.ts';
import type { Snapshot } from './snapshot.ts';
import { type ShownAddresses, terminalLines } from './terminalView.ts';

export type Terminal = Readonly<{
  isWatched: boolean;
  show: (snapshot: Snapshot) => void;
  /** Gives the screen back; what is said afterwards stays on it. */
  close: () => void;
}>;

type TerminalOptions = Readonly<{
  input: ReadStream;
  output: WriteStream;
  addresses: ShownAddresses;
  onHand: (hand: Hand) => void;
  onQuit: () => void;
}>;

const otherScreen = '\x1b[?1049h\x1b[?25l';
const firstScreen = '\x1b[?25h\x1b[?1049l';
const home = '\x1b[H';
const clearLine = '\x1b[K';
const clearBelow = '\x1b[J';

type LineOptions = Readonly<{ output: NodeJS.WritableStream; news: NewsBoard; timeZone: string }>;

export function lineTerminal({ output, news, timeZone }: LineOptions): Terminal {
  news.listen(({ at, text }) => {
    output.write(`${dayText(at, timeZone)} ${timeText(at, timeZone)}  ${text}\n`);
  });
  return { isWatched: false, show: () => {}, close: () => {} };
}

export function screenTerminal(options: TerminalOptions): Terminal {
  const { input, output, addresses } = options;
  let connection: Snapshot['connection'] = 'works';
  const onKey = (key: Buffer) => press(key.toString(), connection, options);
  output.write(otherScreen);
  if (input.isTTY) {
    input.setRawMode(true);
    input.on('data', onKey);
  }
  return {
    isWatched: true,
    show: (snapshot) => {
      connection = snapshot.connection;
      const { columns, rows } = output;
      const lines = terminalLines(snapshot, addresses, { columns, rows });
      output.write(`${home}${lines.map((line) => `${line}${clearLine}`).join('\n')}${clearBelow}`);
    },
    close: () => {
      output.write(firstScreen);
      if (!input.isTTY) return;
      input.off('data', onKey);
      input.setRawMode(false);
      input.pause();
    },
  };
}

function press(key: string, connection: Snapshot['connection'], options: TerminalOptions): void {
  const { onHand, onQuit } = options;
  if (key === 'b') {
    onHand({ kind: 'connection', state: connection === 'works' ? 'broken' : 'works' });
  } else if (key === 'e') onHand({ kind: 'empty-bucket', bucket: 'organization' });
  else if (key === 't') onHand({ kind: 'timery', description: 'Something in Timery' });
  // Ctrl-C is a key like any other while the keys come raw.
  else if (key === 'q' || key === '\x03') onQuit();
}
