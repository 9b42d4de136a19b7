import { after, describe, it } from 'node:test';
import { openPGlite } from '../../../demo/backend/database/pglite.js';
import { conformance, readManifest, type Suite } from '../../../src/conformance/index.js';
import { httpWorlds } from './http-worlds.js';

interface Options {
  readonly through?: 'guard' | 'raw';
  readonly audit?: 'adapter' | 'backend';
  /** One section alone, by its letter. */
  readonly section?: string;
}

/** What defines the tests of the http adapter on the reference backend. */
export async function httpConformance({ through = 'guard', audit, section = '' }: Options): Promise<() => void> {
  const database = await openPGlite();
  const factory = httpWorlds(database, audit);
  const manifest = { ...(await readManifest(factory)), timesOut: true };
  const suite: Suite = {
    describe: (title, body) => (title.startsWith(section) ? describe(title, body) : undefined),
    it,
    skip: it.skip,
  };
  after(() => database.close());
  return () => {
    conformance({ suite, factory, manifest, through, timed: through === 'guard' && section === '' });
  };
}
