/**
 * `npm run mutate:projection [-- FILE…]`: changes each file of backend/src/projection, or those
 * named, one small thing at a time, and runs the tests that are about it. Tests of the projection
 * are whole programs beside a sandbox Toggl, and a change that none of them notices costs all that
 * touch it: with all tests for each file this took hours, with those named here it takes most of
 * one. So a change counts as a survivor that only a test of another file would notice.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = import.meta.dirname;
const folder = 'backend/src/projection';

/** Below backend/test/, without `.test.ts`. */
const testsOf: Readonly<Record<string, string>> = {
  accountProjection:
    'projection/{asking,backlog,catchingUp,connecting,cutOff,day,foreign,heldFields,otherToken,' +
    'quota,readings,scarcity,timery,told,unsettled,warnings},importer/{import,nightly,pages},' +
    'http/{togglWebhook,projects}',
  adoptions: 'importer/{adopt,adoptedProject}',
  answers: 'projection/{warnings,timeryEdits,heldFields},importer/adopt',
  apply:
    'projection/{asking,cutOff,faults,foreign,otherToken,quota,readings,refreshCategory,tasks,' +
    'timery,told,traits,unsettled},importer/{adopt,adoptedProject,import,pages}',
  asks: 'projection/{asking,projects}',
  autoConnect:
    'projection/{asking,connecting,connectTwice,otherToken,quota,scarcity,timery,told,unsettled},' +
    'http/connection',
  changesPrice: 'projection/closePrice',
  choose: 'projection/{catchingUp,day,faults,quota,readings,scarcity}',
  commitAttempt:
    'projection/{catchingUp,cutOff,day,faults,heldFields,refreshCategory,scarcity,timery,' +
    'timeryEdits,unsettled,warnings}',
  connect:
    'projection/{connecting,connectTwice,cutOff,foreign,organizations,otherToken,quota,readings,' +
    'told,unsettled},importer/{adopt,pages},http/connection',
  governor:
    'projection/{governor,asking,connecting,cutOff,faults,projects,quota,readings,scarcity,told,' +
    'unsettled},importer/{import,pages},http/togglWebhook',
  importing: 'importer/{drift,import,nightly,pages}',
  ingest:
    'projection/{backlog,catchingUp,closePrice,connecting,day,health,heldFields,mergeCategory,' +
    'otherToken,settledText,tasks,timery,warnings},importer/{adopt,adoptedProject}',
  items:
    'projection/{closePrice,day,health,heldFields,mergeCategory,otherToken,projects,readings,' +
    'refreshCategory,settledText,tasks,timeryEdits},importer/adoptedProject,http/togglWebhook',
  liveProjection: 'projection/{connectTwice,otherToken},http/{connection,events,togglWebhook}',
  makeCall:
    'projection/{asking,cutOff,day,faults,organizations,readings,unsettled},importer/import',
  projects: 'projection/{asking,cutOff,organizations,projects},http/projects',
  readingPause: 'projection/readingPause',
  record:
    'projection/{asking,connecting,cutOff,faults,foreign,health,heldFields,organizations,' +
    'projects,quota,readings,timery,told,traits,unsettled},' +
    'importer/{adopt,adoptedProject,import,nightly}',
  recordLink: 'projection/{heldFields,timeryEdits,warnings}',
  refreshes: 'projection/{mergeCategory,refreshCategory}',
  settleLinks:
    'projection/{cutOff,faults,heldFields,scarcity,settledText,told,warnings},' +
    'importer/adoptedProject',
  subscribe: 'http/togglWebhook',
  wakeup: 'projection/{connecting,faults,wakeup}',
  webhookEvents: 'http/togglWebhook',
  world:
    'projection/{backlog,catchingUp,connecting,cutOff,foreign,organizations,otherToken,tasks,' +
    'told,timery},importer/{adopt,adoptedProject}',
};

type Report = { files: Record<string, unknown> };

const report = join(root, 'reports/mutation-projection.json');
const part = join(root, 'reports/mutation-projection-part.json');

function read(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** `a/{b,c},d` → the paths of a/b, a/c and d. */
function pathsOf(names: string): string {
  const groups = names.match(/[^,{]+(\{[^}]*\})?/g) ?? [];
  return groups
    .flatMap((group) => {
      const [, before = group, inner] = /^(.*)\{(.*)\}$/.exec(group) ?? [];
      return inner === undefined ? [before] : inner.split(',').map((one) => before + one);
    })
    .map((name) => `backend/test/${name}.test.ts`)
    .join(',');
}

/** A name that is missing or mistyped would be noticed after an hour, or never. */
function testsFor(file: string): string {
  const names = testsOf[file];
  if (names === undefined) throw new Error(`Name the tests of ${file}.ts in mutate.projection.ts.`);
  const paths = pathsOf(names);
  const missing = paths.split(',').filter((path) => !existsSync(join(root, path)));
  if (missing.length === 0) return paths;
  throw new Error(
    `For ${file}.ts mutate.projection.ts names ${missing.join()}, which is not there.`,
  );
}

function mutate(file: string, tests: string): Promise<number> {
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(
    process.execPath,
    [stryker, 'run', 'stryker.projection.json', '--mutate', `${folder}/${file}.ts`],
    { cwd: root, stdio: 'inherit', env: { ...process.env, MUTATE_TESTS: tests } },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

const present = readdirSync(join(root, folder)).map((name) => basename(name, '.ts'));
const wanted = process.argv.slice(2).map((path) => basename(path, '.ts'));
const before: Report = existsSync(report) ? read(report) : { files: {} };
for (const path of Object.keys(before.files)) {
  if (!present.includes(basename(path, '.ts'))) delete before.files[path];
}
const files = (wanted.length > 0 ? wanted : present).map((file) => [file, testsFor(file)] as const);
for (const [file, tests] of files) {
  if ((await mutate(file, tests)) !== 0) process.exit(1);
  Object.assign(before.files, read(part).files);
  writeFileSync(report, JSON.stringify(before));
}
