/**
 * The load, in a process of its own so that it takes no time from the server it measures. Runs
 * what its parent orders, one load after another, and answers each with its figures.
 *
 * Latencies are taken from each reply, because autocannon's own table knows whole milliseconds
 * alone.
 */
import autocannon from 'autocannon';
import { type Figures, figuresOf } from './figures.ts';
import { requestsOf } from './requests.ts';

export type Load = Readonly<{
  url: string;
  headers: Readonly<Record<string, string>>;
  connections: number;
  durationSeconds: number;
}>;

process.on('message', (load: Load) => {
  void run(load).then((figures) => process.send?.(figures));
});

async function run(load: Load): Promise<Figures> {
  const { url, connections, durationSeconds } = load;
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  let lastReplyAt = startedAt;
  let connected = 0;
  const { non2xx, errors, timeouts } = await autocannon({
    url,
    connections,
    duration: durationSeconds,
    sampleInt: 100,
    setupClient: (client) => {
      client.setRequests(shotsOf(connected++, load));
      client.on('response', (_status, _bytes, latencyMs) => {
        latenciesMs.push(latencyMs);
        lastReplyAt = performance.now();
      });
    },
  });
  return figuresOf({
    latenciesMs: Float64Array.from(latenciesMs),
    elapsedMs: lastReplyAt - startedAt,
    failures: non2xx + errors + timeouts,
  });
}

function shotsOf(connection: number, { headers }: Load): autocannon.Request[] {
  return requestsOf(connection).map((request) => ({
    ...request,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
  }));
}
