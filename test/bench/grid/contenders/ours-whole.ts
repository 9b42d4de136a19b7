import { createMemoryBackend, generateSeed, type MemoryBackend } from '../../../../src/adapters/memory/index.js';
import { serve } from '../page/bench.js';
import { liveMonitor, ourGrid, showOurGrid } from './our-grid.js';

/**
 * The way that data takes in a real page: an adapter, the guard, the page's connection, a monitor whose cache keeps the
 * view in IndexedDB, and the grid. The adapter of a backend in memory only passes the batches on, as they are.
 */

/** Records per batch of what is there at first. */
const PART = 500;

let backend: MemoryBackend | undefined;

serve({
  ...ourGrid,
  raw: true,
  async prepare(place, now) {
    const offset = now - Date.now();
    backend = createMemoryBackend(generateSeed({ chats: 0, now }), { now: () => Date.now() + offset });
    await liveMonitor(place, backend.adapter({ viewerId: 'sam' }), {});
  },
  show(place, chats) {
    showOurGrid(place);
    for (let start = 0; start < chats.length; start += PART) {
      backend?.control.inject('chats', ...chats.slice(start, start + PART));
    }
  },
  apply(batch) {
    backend?.control.injectBatch('chats', batch);
  },
});
