import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';

const fromRoot = (path) => fileURLToPath(new URL(path, import.meta.url));

const banner = `/*! chat-monitor-elements, MIT. Contains Lit, Copyright 2017 Google LLC, BSD-3-Clause; idb, Copyright 2016 Jake Archibald, ISC;
and icons from Lucide, ISC and MIT. The licences in full: NOTICE in the npm package chat-monitor-elements. */`;

/** The self-contained files for `<script type="module">`, with everything they need inside. */
export const bundles = [{ entry: 'src/define/chat-monitor-elements.ts', fileName: 'chat-monitor-elements.js' }];

/** @returns {import('vite').InlineConfig} */
export function bundleConfig({ entry, fileName }) {
  return {
    configFile: false,
    root: fromRoot('.'),
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Without keepClosingSlash, <circle/><path/> in an svg template would be nested.
    plugins: [minifyHtmlLiterals({ options: { minifyOptions: { keepClosingSlash: true } } })],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: true,
      lib: { entry: fromRoot(entry), formats: ['es'], fileName: () => fileName },
      rolldownOptions: {
        output: {
          codeSplitting: false,
          postBanner: banner,
          // A library build keeps its whitespace unless told otherwise here.
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
}
