import { describe, expect, it } from 'vitest';
import { requestsOf } from './requests.ts';

const connections = Array.from({ length: 12 }, (_, connection) => connection);

function sent(connection: number) {
  return requestsOf(connection).map(({ path, body }) => {
    const { dimension, category } = JSON.parse(body) as { dimension: string; category?: string };
    return { verb: path.replace(/^.*\//, ''), dimension, category };
  });
}

describe('the requests of the load', () => {
  it('gives each dimension one connection that stops', () => {
    const stopping = connections.filter((one) => sent(one).some(({ verb }) => verb === 'stop'));
    const stopped = stopping.map((one) => sent(one)[0]?.dimension);
    expect(stopped).toEqual(['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT']);
  });

  it('alternates start and stop where it stops', () => {
    const verbs = sent(0).map(({ verb }) => verb);
    expect(verbs).toEqual(['start', 'stop', 'start', 'stop']);
  });

  it('starts no category from two connections, nor twice in a row', () => {
    const categories = connections.flatMap((one) =>
      sent(one).flatMap(({ verb, category }) => (verb === 'start' ? [category] : [])),
    );
    expect(new Set(categories).size).toBe(categories.length);
  });
});
