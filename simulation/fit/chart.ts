/** Bars for a terminal, in plain Unicode. Pure. */

type Bar = Readonly<{ label: string; value: number }>;

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const widest = 40;

/** Lines like `09:00  ████▌ 9`, the longest bar as wide as the chart. Labels have one width. */
export function bars(all: readonly Bar[]): readonly string[] {
  const most = Math.max(1, ...all.map(({ value }) => value));
  const labelWidth = Math.max(0, ...all.map(({ label }) => label.length));
  return all.map(({ label, value }) => {
    const bar = barOf((value / most) * widest);
    return `${label.padEnd(labelWidth)}  ${bar === '' ? '' : `${bar} `}${value}`;
  });
}

function barOf(length: number): string {
  const inEighths = Math.round(length * 8);
  return '█'.repeat(inEighths >> 3) + (eighths[inEighths & 7] ?? '');
}
