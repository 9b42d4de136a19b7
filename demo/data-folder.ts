import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface DataFolder {
  readonly path: string;
  /** Lets the next demo use the folder. */
  release(): Promise<void>;
}

/**
 * Makes a folder this process's own: the embedded database in it would break under two processes.
 * Rejects with the other process's id where a running one holds it.
 */
export async function holdDataFolder(folder: string): Promise<DataFolder> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'demo.pid');
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return { path: folder, release: () => rm(lock, { force: true }) };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && isRunning(holder)) {
      throw new Error(
        `Another demo (process ${holder}) uses the data in ${folder}. ` +
          `Stop it, or give this one a folder of its own: DEMO_DATA=<folder> npm run demo`,
      );
    }
    // Left behind by a process that was killed.
    await rm(lock, { force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
