/**
 * The real server in two steps: loads its modules, says so, and becomes main.ts once its parent
 * writes to it. A test that kills many servers has the next one loaded while the last one works,
 * and kills it in the middle of opening the database instead of in the middle of loading code.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';

await import('../../src/compose.ts');
// A process that is killed never writes what it compiled; the next ones load it from here.
flushCompileCache();
process.stdout.write('warm\n');
await once(process.stdin, 'data');
process.stdin.destroy();
await import('../../src/main.ts');
