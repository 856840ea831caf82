/**
 * The server: what every request passes on its way to a route. It gets the services as arguments
 * and opens nothing itself.
 *
 * Replies are written as the handlers return them: their types are the contract's, and the tests
 * read every reply with the contract's schema. Reading each one again at run time was refused,
 * because it took a tenth of the throughput to find what the compiler already finds.
 */
import Fastify, { type FastifyServerOptions } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { createGuard, type KnownToken } from './http/auth.ts';
import { createErrorHandler, type FaultLog } from './http/errors.ts';
import type { HttpApp } from './http/httpApp.ts';
import { readJsonBodies } from './http/jsonBody.ts';
import { createNotFound } from './http/notFound.ts';
import { describeApi } from './http/openapi.ts';
import { limitRates } from './http/rateLimit.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { addCategoryRoutes, type CategoryService } from './routes/categories.ts';
import { addEngineRoutes, type EngineReads } from './routes/engine.ts';
import { addHealthRoute } from './routes/health.ts';
import { addTogglRoutes, type TogglReads } from './routes/toggl.ts';
