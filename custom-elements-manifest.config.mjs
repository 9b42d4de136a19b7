import { publishedManifest } from './scripts/manifest/published-manifest.mjs';

export default {
  globs: ['src/elements/**/*.ts', 'src/define/*.ts'],
  litelement: true,
  packagejson: false,
  plugins: [publishedManifest()],
};
