/**
 * Starts a program with the Node it needs: `node launch.mjs PROGRAM [ARGUMENTS]`. In plain
 * JavaScript, because an older Node cannot read TypeScript and would crash in the database driver.
 *
 *   Node is new enough   → the program runs in this process
 *   it is older          → with the Node that npm ci brought along, signals passed on
 *   none was brought     → one sentence, exit code 1
 *
 * npm 11 puts that Node on the PATH of its scripts; older ones bring it and leave it unlinked.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const [node, , program, ...rest] = process.argv;
const brought = fileURLToPath(
  new URL(`node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url),
);

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  process.argv = [node, program, ...rest];
  await import(new URL(program, import.meta.url).href);
} else if (existsSync(brought)) {
  const child = spawn(brought, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  process.stderr.write(
    `Node ${neededMajor} or newer is needed, this is ${process.versions.node}. ` +
      'On Linux npm ci brings it; elsewhere install it.\n',
  );
  process.exit(1);
}
