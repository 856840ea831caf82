/**
 * Imports that go down and are still refused: the few doorways of the house that one file keeps
 * for all others. Each row says who may pass, and what everybody else does instead.
 */

import ts from 'typescript';
import { packageOf } from './imports.ts';
import { isTest, nodesOf, placeOf, type Source } from './sources.ts';

type Doorway = Readonly<{
  /** Start of the path of what is imported, or the name of a package. */
  target: string;
  /** Only imports from below these folders are looked at. */
  from: readonly string[];
  /** Paths, or starts of paths, that may pass. */
  keepers: readonly string[];
  /** `value` lets type-only imports pass. */
  refuses: 'any' | 'value';
  instead: string;
}>;

const everywhere = [''];
const theClient = 'toggl/client.ts';
const governor = 'backend/src/projection/governor.ts';
const callers = [
  governor,
  'backend/src/composeLive.ts',
  'toggl/',
  'simulation/',
  'demo/',
  'bench/',
];

const doorways: readonly Doorway[] = [
  {
    target: theClient,
    from: everywhere,
    keepers: callers,
    refuses: 'any',
    instead: `Hand the call to ${governor}: only there is it counted against the quota.`,
  },
  {
    target: 'backend/src/projection/',
    from: ['backend/src/services/'],
    keepers: [
      'backend/src/services/toggl/togglProjection.ts',
      'backend/src/services/toggl/togglStatus.ts',
      'backend/src/services/toggl/togglPrices.ts',
    ],
    refuses: 'any',
    instead:
      'A command knows nothing of Toggl. Let the door nudge through ' +
      'backend/src/services/toggl/togglProjection.ts after the commit.',
  },
  {
    target: 'backend/src/services/engine/timeEngine.ts',
    from: ['backend/src/routes/', 'backend/src/discord/'],
    keepers: [],
    refuses: 'value',
    instead:
      'Go through backend/src/services/commandThenNudge.ts, which nudges the projection after ' +
      'each command.',
  },
  {
    target: 'kysely',
    from: everywhere,
    keepers: ['backend/src/store/', 'backend/src/db/'],
    refuses: 'any',
    instead: 'Only store/ and db/ know SQL: add a function to the store file of that table.',
  },
  ...['better-sqlite3', 'pg'].map(
    (driver): Doorway => ({
      target: driver,
      from: everywhere,
      // The bare server that Compass is measured beside has a database of its own, and the
      // checkers read the file of the program behind its back.
      keepers: ['backend/src/db/', 'bench/bareServer.ts', 'simulation/observer.ts'],
      refuses: 'any',
      instead: 'Only backend/src/db/ opens databases: take the database as an argument.',
    }),
  ),
  {
    target: 'temporal-polyfill',
    from: everywhere,
    keepers: ['core/time/'],
    refuses: 'any',
    instead: 'Civil time is made in core/time alone: add or use a function there.',
  },
];

export function violations(sources: readonly Source[]): string[] {
  return [...passages(sources), ...callsPastTheGovernor(sources)];
}

function passages(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      source.imports.flatMap((taken) => {
        const name = taken.target ?? packageOf(taken.specifier);
        return doorways
          .filter((doorway) => refuses(doorway, source.path, name))
          .filter(({ refuses: what }) => what === 'any' || !taken.isTypeOnly)
          .map(({ instead }) => `${source.path}:${taken.line} imports ${name}. ${instead}`);
      }),
    );
}

function refuses(doorway: Doorway, path: string, name: string): boolean {
  const isTarget = doorway.target.endsWith('/')
    ? name.startsWith(doorway.target)
    : name === doorway.target;
  const isKept = doorway.keepers.some((keeper) => path.startsWith(keeper));
  return isTarget && !isKept && doorway.from.some((folder) => path.startsWith(folder));
}

/** A client that was passed along needs no import, so its calls are looked for by name. */
function callsPastTheGovernor(sources: readonly Source[]): string[] {
  const methods = methodsOfTheClient(sources);
  return sources
    .filter(({ path }) => path.startsWith('backend/src/') && path !== governor && !isTest(path))
    .flatMap((source) =>
      nodesOf(source)
        .filter(ts.isCallExpression)
        .map(({ expression }) => expression)
        .filter(ts.isPropertyAccessExpression)
        .filter(({ name, expression }) => {
          return methods.has(name.text) && /(client|toggl)$/i.test(expression.getText(source.tree));
        })
        .map(
          (call) =>
            `${placeOf(source, call)} calls ${call.getText(source.tree)} of the Toggl client. ` +
            `Hand the call to ${governor}: only there is it counted against the quota.`,
        ),
    );
}

function methodsOfTheClient(sources: readonly Source[]): Set<string> {
  const client = sources.find(({ path }) => path === theClient);
  const nodes = client === undefined ? [] : nodesOf(client);
  return new Set(
    nodes
      .filter(
        (node) =>
          ts.isMethodSignature(node) ||
          ts.isMethodDeclaration(node) ||
          ts.isPropertySignature(node),
      )
      .flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])),
  );
}
