import { after, describe, it } from 'node:test';
import { openPGlite } from '../../../demo/backend/database/pglite.js';
import { conformance, readManifest, type Suite } from '../../../src/conformance/index.js';
import { httpWorlds } from './http-worlds.js';

/** The protocol has notices from the moment on at which their stream is open, which is later than the connection. */
const known = 'N1 what happened since the connection was made comes too';

interface Options {
  readonly through?: 'guard' | 'raw';
  readonly audit?: 'adapter' | 'backend';
  /** One section alone, by its letter. */
  readonly section?: string;
}

/** Defines the tests of the http adapter on the reference backend. */
export async function httpConformance({ through = 'guard', audit, section = '' }: Options): Promise<void> {
  const database = await openPGlite();
  const factory = httpWorlds(database, audit);
  const manifest = { ...(await readManifest(factory)), timesOut: true };
  const suite: Suite = {
    describe: (title, body) => (title.startsWith(section) ? describe(title, body) : undefined),
    it: (title, body) => (title === known ? it.todo(title) : it(title, body)),
    skip: it.skip,
  };
  after(() => database.close());
  describe(`the http adapter on the reference backend, ${through}`, () => {
    conformance({ suite, factory, manifest, through, timed: through === 'guard' && section === '' });
  });
}
