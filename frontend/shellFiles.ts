/**
 * Tells the service worker which files the app is made of. It stands in the worker's own text, so
 * that a new build is a new worker, which is how a browser notices.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const placeholder = '__SHELL_FILES__';
const publicFolder = join(import.meta.dirname, 'public');

export function nameShellFiles(): Plugin {
  return {
    name: 'compass-shell-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['serviceWorker.js'];
      if (worker?.type !== 'chunk') throw new Error('The build has made no serviceWorker.js.');
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('The build has made no index.html.');
      const built = Object.keys(bundle).filter((file) => /^assets\//.test(file));
      const kept = readdirSync(publicFolder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file))
        .map((file) => file.replaceAll('\\', '/'));
      const shell = {
        version: versionOf([String(page.source), ...built.sort(), ...kept.map(contentsOf)]),
        files: ['index.html', ...built, ...kept].map((file) => `/${file}`),
      };
      worker.code = worker.code.replace(new RegExp(`(["'\`])${placeholder}\\1`), () =>
        JSON.stringify(JSON.stringify(shell)),
      );
    },
  };
}

function contentsOf(file: string): string {
  return readFileSync(join(publicFolder, file), 'base64');
}

/** Built files carry a hash of what is in them as their name. */
function versionOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
