/** A morning with something in every lane: names, colours, favourites, a task, what ran before. */
import type { Compass } from './compass.ts';

/** Of what began just now. A start within the same second would take the place of this one. */
export const runsForASecond = /(?<!\d)0:(0[1-9]|[1-5]\d)/;

type Client = Compass['client'];

const categories = [
  { name: 'Coding', color: '#1f77b4', icon: '💻' },
  { name: 'Writing', color: '#2ca02c', icon: '✍️' },
  { name: 'Mail', color: '#9467bd', icon: '📬' },
  { name: 'Breakfast', color: '#ff7f0e', icon: '🥐' },
  { name: 'Deep Work', color: '#17becf' },
  { name: 'Shallow Work', color: '#bcbd22' },
  { name: 'Morning', color: '#e377c2', icon: '🌅' },
] as const;

const ran = [
  { dimension: 'SEGMENT', category: 'Morning', minutesAgo: 170 },
  { dimension: 'PRIMARY', category: 'Breakfast', minutesAgo: 165 },
  { dimension: 'PRIMARY', category: 'Mail', minutesAgo: 130 },
  { dimension: 'WORK_MODE', category: 'Shallow Work', minutesAgo: 130 },
  { dimension: 'PRIMARY', category: 'Writing', minutesAgo: 95 },
  { dimension: 'WORK_MODE', category: 'Deep Work', minutesAgo: 40 },
  { dimension: 'PRIMARY', category: 'Coding', minutesAgo: 38 },
] as const;

export async function liveThroughAMorning(client: Client): Promise<void> {
  for (const category of categories) done(await client.createCategory(category));
  done(
    await client.createFavorite({
      category: 'Coding',
      workMode: 'Deep Work',
      name: 'Deep coding',
    }),
  );
  done(await client.createFavorite({ category: 'Mail', name: 'Mail' }));
  for (const { dimension, category, minutesAgo } of ran) {
    done(await client.start({ dimension, category, source: 'FOCUS', at: `-${minutesAgo}m` }));
  }
}

function done(answer: Readonly<{ ok: boolean; error?: unknown }>): void {
  if (!answer.ok) throw new Error(`The morning was refused: ${JSON.stringify(answer.error)}`);
}
