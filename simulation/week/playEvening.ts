/**
 * Plays an evening in Discord while the machine is awake: every change is seen as it happens.
 * Between two of them the server may be restarted or die, well away from both, because what nobody
 * saw no observer can tell.
 */
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import type { createDiscordSide, Shown } from './discordSide.ts';
import type { DiscordSignal, Evening } from './evenings.ts';

type Stage = Readonly<{
  world: World;
  discord: ReturnType<typeof createDiscordSide>;
  random: Random;
}>;

const minuteMs = 60_000;
/** Until all is decided, and a server that died is back. */
const restMs = 4 * minuteMs;

export async function playEvening({ signals }: Evening, stage: Stage): Promise<void> {
  const { world, discord, random } = stage;
  const isRough = world.options.weather === 'rough';
  // Whatever death the day had planned does not come now.
  if (isRough) await world.restart();
  let shown: Shown = { game: null, channelId: null };
  for (const { at, signal } of signals) {
    const gapMs = at - world.time.now();
    if (isRough && gapMs > 2 * restMs && random.chance(0.3)) await interrupt(stage);
    await world.advance(Math.max(0, at - world.time.now()));
    shown = after(shown, signal, at);
    world.trace(`Discord shows ${JSON.stringify(signal)}`);
    discord.show(shown);
    await world.advance(0);
  }
  await world.advance(restMs);
}

async function interrupt({ world, random }: Stage): Promise<void> {
  await world.advance(restMs);
  if (random.chance(0.5)) await world.restart();
  else world.program().life.end();
}

function after(shown: Shown, signal: DiscordSignal, at: number): Shown {
  switch (signal.kind) {
    case 'game':
      return { ...shown, game: signal.name === null ? null : { name: signal.name, beganAt: at } };
    case 'voice':
      return { ...shown, channelId: signal.isIn ? '300000000000000001' : null };
  }
}
