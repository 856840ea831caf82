/**
 * Builds the web app. With --if-older only where the build is missing or a source is newer, so
 * that `npm start` serves what stands in the tree and costs nothing the second time.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const page = join(import.meta.dirname, 'dist', 'index.html');
/** All that a build is made from. */
const sources = ['frontend', 'contract', 'core', 'package-lock.json'];
const notSources = new Set(['dist', 'e2e', 'node_modules']);

if (!process.argv.includes('--if-older') || isOlder()) {
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: process.argv.includes('--if-older') ? 'warn' : 'info',
  });
}

function isOlder(): boolean {
  if (!existsSync(page)) return true;
  const builtAt = statSync(page).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > builtAt);
}

function newestIn(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const below = readdirSync(path).filter((name) => !notSources.has(name));
  return Math.max(0, ...below.map((name) => newestIn(join(path, name))));
}
