/**
 * Starts a program of this house: `node launch.mjs PROGRAM [ARGUMENTS]`. The only file in plain
 * JavaScript: an older Node cannot read TypeScript and would crash in the database driver, so it
 * has to be turned away in a language it reads, before anything else is imported.
 */
const neededMajor = 24;
const [node, , program, ...rest] = process.argv;

if (Number(process.versions.node.split('.')[0]) < neededMajor) {
  process.stderr.write(
    `Node ${neededMajor} or newer is needed, this is ${process.versions.node}. ` +
      'Run npm ci and start with npm, which brings it on Linux; elsewhere install it.\n',
  );
  process.exit(1);
}
process.argv = [node, program, ...rest];
await import(new URL(program, import.meta.url).href);
