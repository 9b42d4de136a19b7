import { after, before, describe } from 'node:test';
import type { Database } from '../../../demo/backend/database/database.js';
import type { BackendOptions } from '../../../demo/backend/backend.js';
import { pglite, startPostgres, type DatabaseKind } from './databases.js';
import { World } from './world.js';

/** Defines the same tests for the embedded database and for a real server; each `describe` has a world of its own. */
export function onEachDatabase(
  name: string,
  define: (world: () => World) => void,
  options: Partial<BackendOptions> = {},
): void {
  const kinds: readonly [string, () => Promise<DatabaseKind>][] = [
    ['PGlite', () => Promise.resolve(pglite)],
    ['PostgreSQL', startPostgres],
  ];
  for (const [kindName, startKind] of kinds) {
    describe(`${name} (${kindName})`, () => {
      let kind: DatabaseKind;
      let database: Database;
      let world: World;
      before(async () => {
        kind = await startKind();
        database = await kind.open();
        world = await World.open(database, options);
      });
      after(async () => {
        await world.close();
        await database.close();
        await kind.stop();
      });
      define(() => world);
    });
  }
}
