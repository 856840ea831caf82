/** Asks until a server that is away has come back and answers. */
import type { Command, Reply } from '../answered.ts';
import type { World } from '../world.ts';

const retryMs = 30_000;

export async function answered(world: World, command: Command): Promise<Reply> {
  for (;;) {
    const reply = await world.send(command);
    if (reply !== null && reply.status < 500) return reply;
    await world.advance(retryMs);
  }
}
