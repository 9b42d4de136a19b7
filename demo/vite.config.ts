import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(`pages/${name}.html`, import.meta.url));

/** Builds the demo's pages. They run under a strict policy: no inline script or style, nothing as a data URL. */
export default defineConfig({
  root: fileURLToPath(new URL('pages', import.meta.url)),
  base: '/',
  resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Advice for whoever tunes the build, not for whoever starts the demo.
      checks: { pluginTimings: false },
      input: ['index', 'portal', 'console', 'help', 'sign-in', 'conformance'].map(page),
    },
  },
});
