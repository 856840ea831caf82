/**
 * How long requests take, by route, for whoever watches the server. A route counts under its
 * pattern, never under its address: addresses hold identifiers, and each would be a series.
 */
import { Histogram, type Registry } from 'prom-client';
import type { HttpApp } from './httpApp.ts';

/** From the fastest write to what nobody waits for. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export function measureRequests(app: HttpApp, registry: Registry): void {
  const duration = new Histogram({
    name: 'compass_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its reply',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, next) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: reply.statusCode };
    duration.observe(labels, reply.elapsedTime / 1000);
    next();
  });
}
