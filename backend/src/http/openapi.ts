/**
 * The OpenAPI document at /openapi.json and its pages at /docs, both from the schemas of the
 * routes. The pages come from this server alone: nothing is loaded from elsewhere.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { HttpApp } from './httpApp.ts';
import { securityOf } from './scopes.ts';
import { sessionCookieName } from './sessionCookie.ts';

type Transform = typeof jsonSchemaTransformObject;

const description =
  'Starts, stops and shows slices of time in four dimensions. Errors have one shape: ' +
  '{error: {code, message, details?}}.';

/** Call before routes are added: it listens to them. */
export async function describeApi(app: HttpApp, publicUrl: string | null): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Compass Time Engine', version: '1', description },
      servers: [{ url: publicUrl ?? '/' }],
      security: securityOf('any'),
      components: {
        securitySchemes: {
          secret: { type: 'apiKey', in: 'header', name: 'x-api-secret' },
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookieName },
        },
      },
    },
    transform: createJsonSchemaTransform({}),
    transformObject: withRepliesAlone,
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

/** Named schemas are replies: the transform also makes each one as a request would read it. */
const withRepliesAlone: Transform = (document) => {
  const described = jsonSchemaTransformObject(document);
  const schemas = ('components' in described && described.components?.schemas) || {};
  for (const name of Object.keys(schemas)) if (name.endsWith('Input')) delete schemas[name];
  return described;
};
