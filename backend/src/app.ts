/**
 * The server: what every request passes on its way to a route. It gets the services as arguments
 * and opens nothing itself.
 *
 * Replies are written as the handlers return them: their types are the contract's, and the tests
 * read every reply with the contract's schema. Reading each one again at run time was refused,
 * because it took a tenth of the throughput to find what the compiler already finds.
 */
import Fastify, { type FastifyServerOptions } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { type Access, createGuard } from './http/auth.ts';
import { brokenConnection } from './http/brokenConnection.ts';
import { createErrorHandler, type FaultLog } from './http/errors.ts';
import type { HttpApp } from './http/httpApp.ts';
import { readJsonBodies } from './http/jsonBody.ts';
import { createNotFound } from './http/notFound.ts';
import { describeApi } from './http/openapi.ts';
import { answerInSentences } from './http/plainText.ts';
import { createAttemptLimit, limitRates } from './http/rateLimit.ts';
import { requestReader } from './http/readRequest.ts';
import { readScopesOfRoutes } from './http/scopes.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { refuseUnreadBody } from './http/unreadBody.ts';
import { type AccountDoor, addAccountRoutes } from './routes/account.ts';
import { addBackupRoute, type BackupDoor } from './routes/backup.ts';
import { addCaptureRoute, type CaptureDoor } from './routes/capture.ts';
import { addCategoryRoutes, type CategoryDoor } from './routes/categories.ts';
import { addDayCloseRoutes, type DayCloseDoor } from './routes/dayClose.ts';
import { addEngineRoutes, type EngineDoor } from './routes/engine.ts';
import { addEventRoute, type EventDoor } from './routes/events.ts';
import { addFavoriteRoutes, type FavoriteDoor } from './routes/favorites.ts';
import { addFileRoutes, type FileDoor } from './routes/files.ts';
import { addGoalRoutes, type GoalDoor } from './routes/goals.ts';
import { addHealthRoute } from './routes/health.ts';
import { addHealthSyncRoute, type HealthSyncDoor } from './routes/healthSync.ts';
import { addHistoryRoutes } from './routes/history.ts';
import { addMetricsRoute, createRegistry, type MetricsDoor } from './routes/metrics.ts';
import { addPairingRoute, addPairPage, type PairingDoor } from './routes/pairings.ts';
import { addReviewRoutes, type ReviewDoor } from './routes/reviews.ts';
import { addRuleRoutes, type RuleDoor } from './routes/rules.ts';
import { addSessionRoutes, addSignInRoute, type SessionDoor } from './routes/session.ts';
import { addSliceRoutes } from './routes/slices.ts';
import { addTagRoutes, type TagDoor } from './routes/tags.ts';
import { addTaskRoutes, type TaskDoor } from './routes/tasks.ts';
import { addTogglRoutes, type TogglDoor } from './routes/toggl.ts';
import { addConnectionRoutes, type ConnectionDoor } from './routes/togglConnection.ts';
import { addWebhookRoute, addWebhookSetupRoute, type WebhookDoor } from './routes/togglWebhook.ts';
import { addTokenRoutes, type TokenDoor } from './routes/tokens.ts';
import { addTriggerRoutes, type TriggerDoor } from './routes/triggers.ts';
import { addWebApp } from './routes/webApp.ts';

type AppParts = EngineDoor &
  CategoryDoor &
  DayCloseDoor &
  TogglDoor &
  TaskDoor &
  CaptureDoor &
  HealthSyncDoor &
  FavoriteDoor &
  GoalDoor &
  ReviewDoor &
  FileDoor &
  ConnectionDoor &
  EventDoor &
  WebhookDoor &
  AccountDoor &
  BackupDoor &
  MetricsDoor &
  PairingDoor &
  TokenDoor &
  SessionDoor &
  RuleDoor &
  TagDoor &
  Omit<TriggerDoor, 'publicUrl'> &
  Readonly<{
    access: Access;
    log: FaultLog;
    webAppFolder: string;
    settings: Readonly<{
      publicUrl: string | null;
      trustProxy: boolean | number | string;
      requestsPerMinute: number;
    }>;
  }>;

export async function createApp(parts: AppParts): Promise<HttpApp> {
  const { log, settings } = parts;
  const handleError = createErrorHandler(log);
  const options: FastifyServerOptions = {
    bodyLimit: 1_048_576,
    trustProxy: proxyTrust(settings.trustProxy),
    requestTimeout: 30_000,
    // A call that arrives while the server closes is still done, and its connection then ends.
    return503OnClosing: false,
    frameworkErrors: handleError,
    clientErrorHandler: brokenConnection,
  };
  const app: HttpApp = Fastify(options).withTypeProvider<ZodTypeProvider>();
  // The schema of the headers is there to be read, not to copy every header for one of them.
  app.setValidatorCompiler<z.ZodType>((route) =>
    route.httpPart === 'headers' ? (value) => ({ value }) : requestReader(route.schema),
  );
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  readJsonBodies(app);
  answerInSentences(app);
  // A browser goes by the program's clock, which in a demo is another than the machine's.
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(securityHeaders).header('date', new Date(parts.now()).toUTCString());
    next();
  });
  // Closing ends idle connections once, at its beginning: one whose call is still in flight
  // would be kept alive, and hold the end up, for more than a minute.
  app.addHook('preClose', (done) => {
    app.server.keepAliveTimeout = 1;
    done();
  });
  await limitRates(app, settings.requestsPerMinute);
  await describeApi(app, settings.publicUrl);
  await addRoutes(app, parts);
  return app;
}

/** So many hops are told by a function: Fastify's types know no number. */
function proxyTrust(setting: boolean | number | string) {
  if (typeof setting !== 'number') return setting;
  return (_address: string, hop: number) => hop < setting;
}

async function addRoutes(app: HttpApp, parts: AppParts): Promise<void> {
  const notFound = createNotFound(app);
  app.setNotFoundHandler(await addWebApp(app, { folder: parts.webAppFolder, notFound }));
  addHealthRoute(app);
  const registry = createRegistry(app);
  await app.register(async (watched: HttpApp) => {
    readScopesOfRoutes(watched);
    watched.addHook('onRequest', createGuard(parts.access));
    addMetricsRoute(watched, { ...parts, registry });
  });
  const { accountId } = parts.access.owner;
  await app.register(async (open: HttpApp) => addWebhookRoute(open, { ...parts, accountId }));
  const { publicUrl } = parts.settings;
  const signIn = { ...parts, publicUrl, isTriedTooOften: createAttemptLimit(app) };
  addSignInRoute(app, signIn);
  await app.register(async (page: HttpApp) => addPairPage(page, signIn));
  await app.register(async (tags: HttpApp) => addTagRoutes(tags, parts));
  await app.register(
    async (api: HttpApp) => {
      readScopesOfRoutes(api);
      api.addHook('onRequest', createGuard(parts.access));
      api.addHook('preValidation', refuseUnreadBody);
      // Set again so that the guard stands in front of it: a stranger learns no paths.
      api.setNotFoundHandler(notFound);
      addAccountRoutes(api, parts);
      addEngineRoutes(api, parts);
      addSliceRoutes(api, parts);
      addHistoryRoutes(api, parts);
      addCategoryRoutes(api, parts);
      addDayCloseRoutes(api, parts);
      addTogglRoutes(api, parts);
      addTaskRoutes(api, parts);
      addCaptureRoute(api, parts);
      addHealthSyncRoute(api, parts);
      addFavoriteRoutes(api, parts);
      addGoalRoutes(api, parts);
      addReviewRoutes(api, parts);
      await addFileRoutes(api, parts);
      addBackupRoute(api, parts);
      addConnectionRoutes(api, parts);
      addEventRoute(api, parts);
      addWebhookSetupRoute(api, parts);
      addRuleRoutes(api, parts);
      addTokenRoutes(api, parts);
      addSessionRoutes(api, parts);
      addPairingRoute(api, { ...parts, publicUrl });
      addTriggerRoutes(api, { ...parts, publicUrl });
    },
    { prefix: '/api' },
  );
}
