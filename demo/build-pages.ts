import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the demo's pages into `folder`; what was there before is replaced. */
export async function buildPages(folder: string): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: folder },
  });
}
