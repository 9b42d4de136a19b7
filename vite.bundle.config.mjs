import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';

const fromRoot = (path) => fileURLToPath(new URL(path, import.meta.url));

const banner = `/*! chat-monitor-elements, MIT. Contains Lit, Copyright 2017 Google LLC, BSD-3-Clause; idb, Copyright 2016 Jake Archibald, ISC;
and icons from Lucide, ISC and MIT. The licences in full: NOTICE in the npm package chat-monitor-elements. */`;

/** The files for `<script type="module">`; each loads what it needs from the folder `parts` beside it. */
export const bundles = [{ entry: 'src/define/chat-monitor-elements.ts', fileName: 'chat-monitor-elements.js' }];

/** @returns {import('vite').InlineConfig} */
export function bundleConfig({ entry, fileName }) {
  return {
    configFile: false,
    root: fromRoot('.'),
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      // Without keepClosingSlash, <circle/><path/> in an svg template would be nested.
      minifyHtmlLiterals({ options: { minifyOptions: { keepClosingSlash: true } } }),
      entryFile(fileName),
    ],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: true,
      modulePreload: false,
      lib: { entry: fromRoot(entry), formats: ['es'], fileName: () => 'parts/[name]-[hash].js' },
      rolldownOptions: {
        output: {
          chunkFileNames: 'parts/[name]-[hash].js',
          // What comes first stays together, whichever part needs some of it too: that compresses better.
          codeSplitting: {
            groups: [{ debugName: 'core', name: (id, modules) => (comesFirst(id, modules) ? 'core' : null) }],
          },
          postBanner: banner,
          // A library build keeps its whitespace unless told otherwise here.
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
}

const first = new Map();

/** Whether a module is imported, step by step, by the entry, and not only by a part. */
function comesFirst(id, modules) {
  if (!first.has(id)) {
    first.set(id, false); // for circles
    const { isEntry, importers } = modules.getModuleInfo(id);
    first.set(id, isEntry || importers.some((importer) => comesFirst(importer, modules)));
  }
  return first.get(id);
}

/**
 * The file that a page names only imports. So a page may add to its address what it likes (`?v=3`), and the parts, which
 * import each other by their own addresses, are still there once.
 */
function entryFile(fileName) {
  return {
    name: 'entry-file',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      const source = [entry.fileName, ...entry.imports].map((name) => `import './${name}';`).join('\n');
      this.emitFile({ type: 'asset', fileName, source: `${source}\n` });
    },
  };
}
