import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { DemoFloor } from './demo-floor.js';

const pages = fileURLToPath(new URL('../e2e/pages', import.meta.url));

/** Has a floor's server serve the pages of `test/e2e/pages` too, below `/elements/`, under the demo's policy. */
export async function serveTestPages(floor: DemoFloor): Promise<void> {
  await build({
    configFile: false,
    root: pages,
    base: '/elements/',
    logLevel: 'error',
    resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      modulePreload: { polyfill: false },
      emptyOutDir: true,
      outDir: path.join(floor.pagesFolder, 'elements'),
      rolldownOptions: {
        input: ['elements', 'grid', 'kills', 'old-portal'].map((name) => path.join(pages, `${name}.html`)),
      },
    },
  });
}
