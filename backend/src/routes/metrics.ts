/**
 * The door of figures for Prometheus: requests, what is left of Toggl's quota, what is still to
 * be sent. Read when asked for; Toggl is asked nothing.
 */
import { Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import { errorReply } from '../../../contract/error.ts';
import { parseInstant } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { measureRequests } from '../http/requestMetrics.ts';
import { securityOf } from '../http/scopes.ts';
import type { TogglDoor } from './toggl.ts';

export type MetricsDoor = Readonly<{ toggl: Pick<TogglDoor['toggl'], 'status'> }>;

type Status = Awaited<ReturnType<TogglDoor['toggl']['status']>>;

const text = z.string().meta({ description: 'the text format of Prometheus' });

/** Of one app: its requests and its gauges, apart from those of any other in this process. */
export function createRegistry(app: HttpApp): Registry {
  const registry = new Registry();
  measureRequests(app, registry);
  return registry;
}

export function addMetricsRoute(
  app: HttpApp,
  { toggl, registry }: MetricsDoor & Readonly<{ registry: Registry }>,
): void {
  const tell = togglGauges(registry);
  app.get(
    '/metrics',
    {
      schema: {
        tags: ['server'],
        security: securityOf('read'),
        operationId: 'scrapeMetrics',
        summary: 'Figures for Prometheus',
        response: { 200: text, '4xx': errorReply },
      },
    },
    async (request, reply) => {
      tell(await toggl.status(request.caller.accountId));
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

function togglGauges(registry: Registry): (status: Status) => void {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `compass_toggl_${name}`, help, registers: [registry] });
  const connected = gauge('connected', '1 while a Toggl account is connected');
  const right = gauge('running_right', '1 while Toggl shows what runs here, as far as is known');
  const pending = gauge('pending_slices', 'Slices whose change Toggl does not show yet');
  const held = gauge('held_slices', 'Slices that wait for a person to answer a warning');
  const parked = gauge('parked_slices', 'Slices whose change Toggl refused');
  const lastCall = gauge('last_call_timestamp_seconds', 'When Toggl was last called');
  const remaining = new Gauge({
    name: 'compass_toggl_quota_remaining',
    help: 'Requests left in a bucket; absent where no reply has told',
    labelNames: ['bucket'] as const,
    registers: [registry],
  });
  return (status) => {
    connected.set(Number(status.connected));
    right.set(Number(status.isRunningRight));
    pending.set(status.pending);
    held.set(status.held);
    parked.set(status.parked);
    lastCall.set((parseInstant(status.lastCallAt ?? '') ?? 0) / 1000);
    remaining.reset();
    for (const bucket of ['organization', 'user'] as const) {
      const left = status.quota[bucket].remaining;
      if (left !== null) remaining.set({ bucket }, left);
    }
  };
}
