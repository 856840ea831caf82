/**
 * Builds the app into `dist`, which the server serves. Nothing of it stands inside the page: the
 * content security policy allows scripts from files of this server alone.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { nameShellFiles } from './shellFiles.ts';

const server = process.env.COMPASS_SERVER ?? 'http://127.0.0.1:3001';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), nameShellFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    // A file that is read as data: would need an exception in the policy.
    assetsInlineLimit: 0,
    // What counts is the first load (budget.ts), in kilobytes as sent.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ['frontend/index.html', 'frontend/worker/serviceWorker.ts'].map(
        (file) => `${import.meta.dirname}/../${file}`,
      ),
      output: {
        // A service worker keeps its address: only so does a browser find the next one.
        entryFileNames: ({ name }) =>
          name === 'serviceWorker' ? 'serviceWorker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, proxy: { '/api': server } },
});
