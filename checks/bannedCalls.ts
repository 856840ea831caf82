/**
 * Clock, chance, timers, network and environment are arguments, made once in outerWorld.ts. Code
 * that reaches for them in place cannot be tested without waiting and cannot be replayed.
 * The exceptions stand in one table with the reason of each.
 */
import ts from 'typescript';
import { nodesOf, placeOf, type Source } from './sources.ts';

type Reach = 'clock' | 'chance' | 'timers' | 'network' | 'storage' | 'environment' | 'console';

const insteadOf: Readonly<Record<Reach, string>> = {
  clock: 'Take the instant, or a clock, as an argument',
  chance: 'Take the value, or a source of chance, as an argument',
  timers: 'Take the timers as an argument; a test turns them by hand',
  network: 'Take the transport as an argument',
  storage: 'Take the store as an argument; frontend/src/browserWorld.ts makes it',
  environment: 'Read settings in backend/src/config.ts and take the value as an argument',
  console: 'Take a logger as an argument, or return the text to the one who prints it',
};

type Exception = Readonly<{ files: RegExp; reaches: readonly Reach[]; reason: string }>;

const exceptions: readonly Exception[] = [
  {
    files: /^backend\/src\/outerWorld\.ts$/,
    reaches: ['clock', 'chance', 'timers', 'network'],
    reason: 'makes the real ones and hands them down',
  },
  {
    files: /^frontend\/src\/browserWorld\.ts$/,
    reaches: ['clock', 'chance', 'timers', 'network', 'storage'],
    reason: 'makes the real ones of the browser and hands them down',
  },
  {
    files: /^frontend\/worker\//,
    reaches: ['network', 'timers'],
    reason: 'stands between the pages and the network; nothing hands it anything',
  },
  {
    files: /^frontend\/e2e\//,
    reaches: ['clock', 'network', 'environment', 'storage'],
    reason: 'stands beside a real browser and a real server',
  },
  {
    files: /^backend\/src\/programs\/settings\.ts$/,
    reaches: ['environment'],
    reason: 'reads the settings once, for every program that a person starts',
  },
  {
    files: /^(demo|bench)\//,
    reaches: ['clock', 'chance', 'timers', 'network', 'environment', 'console'],
    reason: 'is a program of its own that runs the server from outside, as a person would',
  },
  {
    files: /^simulation\/(week\/)?main\.ts$/,
    reaches: ['clock'],
    reason: 'is what a person starts: it tells how long it took, and ends when told to',
  },
  {
    files: /^(frontend\/|frontend\/e2e\/)?[^/]+\.config\.ts$/,
    reaches: ['environment'],
    reason: 'configures a tool from the environment that started it',
  },
  {
    files: /^mutate\.projection\.ts$/,
    reaches: ['environment'],
    reason: 'starts a tool in its own environment, with one word more for its configuration',
  },
  {
    files: /^backend\/(test\/|src\/.*\.test\.ts$)|^demo\/.*\.test\.ts$/,
    reaches: ['network', 'environment'],
    reason: 'starts the real server and talks to it as a client does',
  },
  {
    files: /(\/db\/groupCommit|\/projectionRig|^simulation\/(answered|keeper|world))\.ts$/,
    reaches: ['timers'],
    reason: 'yields to the event loop, which is no time: what is already due runs first',
  },
  {
    files: /^backend\/test\/process\//,
    reaches: ['clock', 'timers'],
    reason: 'stands beside a real process, whose clock is the real one, and kills it at any moment',
  },
  {
    files: /^toggl\/fetchTransport\.test\.ts$/,
    reaches: ['network'],
    reason: 'is the one test of the real fetch, on sockets of this machine',
  },
];

/** Written as `object.property`. */
const properties: Readonly<Record<string, Reach>> = {
  'Date.now': 'clock',
  'performance.now': 'clock',
  'Temporal.Now': 'clock',
  'process.hrtime': 'clock',
  'Math.random': 'chance',
  'crypto.randomUUID': 'chance',
  'crypto.getRandomValues': 'chance',
  'process.env': 'environment',
};

/** Written as a bare name, called or passed on. */
const globals: Readonly<Record<string, Reach>> = {
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  fetch: 'network',
  EventSource: 'network',
  localStorage: 'storage',
  sessionStorage: 'storage',
  indexedDB: 'storage',
  requestAnimationFrame: 'timers',
  console: 'console',
};

/** Taken from a module of Node: a name, or `*` for all of it. */
const modules: Readonly<Record<string, Readonly<Record<string, Reach>>>> = {
  'node:timers': { '*': 'timers' },
  'node:timers/promises': { '*': 'timers' },
  'node:perf_hooks': { performance: 'clock' },
  'node:process': { env: 'environment' },
  'node:crypto': {
    randomBytes: 'chance',
    randomFillSync: 'chance',
    randomInt: 'chance',
    randomUUID: 'chance',
  },
};

type Find = Readonly<{ place: string; what: string; reach: Reach }>;

export function violations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    [...importedReaches(source), ...writtenReaches(source)]
      .filter(({ reach }) => !isExcepted(source.path, reach))
      .map(({ place, what, reach }) => `${place} uses ${what}. ${insteadOf[reach]}.`),
  );
}

function isExcepted(path: string, reach: Reach): boolean {
  return exceptions.some(({ files, reaches }) => files.test(path) && reaches.includes(reach));
}

function importedReaches({ path, imports }: Source): Find[] {
  return imports.flatMap(({ specifier, names, line }) => {
    const reaches = modules[specifier] ?? {};
    const taken = names === 'all' ? Object.keys(reaches) : names;
    return taken.flatMap((name) => {
      const reach = reaches[name] ?? reaches['*'];
      return reach === undefined
        ? []
        : [{ place: `${path}:${line}`, what: `${name} of ${specifier}`, reach }];
    });
  });
}

function writtenReaches(source: Source): Find[] {
  return nodesOf(source).flatMap((node) => {
    const found = reachOf(node);
    return found === null ? [] : [{ place: placeOf(source, node), ...found }];
  });
}

function reachOf(node: ts.Node): Omit<Find, 'place'> | null {
  if (ts.isPropertyAccessExpression(node)) {
    const what = node.getText().replace(/^globalThis\./, '');
    const reach = properties[what] ?? globalOfGlobalThis(node);
    return reach === undefined ? null : { what, reach };
  }
  if (isDateOfNow(node)) return { what: 'Date without an argument', reach: 'clock' };
  if (!ts.isIdentifier(node) || !isReference(node)) return null;
  const reach = globals[node.text];
  return reach === undefined ? null : { what: node.text, reach };
}

function globalOfGlobalThis(node: ts.PropertyAccessExpression): Reach | undefined {
  return node.expression.getText() === 'globalThis' ? globals[node.name.text] : undefined;
}

function isDateOfNow(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date';
  return (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'Date' &&
    (node.arguments ?? []).length === 0
  );
}

/** True where a name is used as a value, not where it names a member, a parameter or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false;
  return ts.isExpression(parent) || ts.isStatement(parent) || isInitializer(parent, node);
}

function isInitializer(parent: ts.Node, node: ts.Identifier): boolean {
  const takesInitializer =
    ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  return takesInitializer && parent.initializer === node;
}
