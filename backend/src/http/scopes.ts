/**
 * The scope of each route: declared once, in its schema, where the OpenAPI document shows it and
 * the guard reads it.
 *
 * Invariant: a route below /api that names no scope does not start the server.
 */
import type { FastifyInstance, RouteOptions } from 'fastify';
import { type Scope, scopes } from '../../../core/automations/scope.ts';
import { invariant } from '../../../core/invariant.ts';

/** `any`: whatever token calls. */
export type NeededScope = Scope | 'any';

type Security = readonly Readonly<Record<string, readonly string[]>>[];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set from the schema as the route is added; none where there is no route. */
    scope?: NeededScope;
  }
}

/** As OpenAPI has it: each way of saying who calls, with the scope that the token must hold. */
export function securityOf(scope: NeededScope) {
  const held = scope === 'any' ? [] : [scope];
  return [{ secret: held }, { bearer: held }, { session: held }];
}

/** Call before routes are added: it listens to them. */
export function readScopesOfRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, scope: scopeOf(route) };
  });
}

function scopeOf({ schema, method, url }: RouteOptions): NeededScope {
  const security = (schema as { security?: Security } | undefined)?.security;
  const named = security?.[0]?.secret;
  if (named?.length === 0) return 'any';
  const scope = scopes.find((one) => one === named?.[0]);
  invariant(scope, `the route ${method} ${url} names the scope it needs`);
  return scope;
}
