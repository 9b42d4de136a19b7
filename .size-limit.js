import { readFileSync } from 'node:fs';

const entry = 'dist/chat-monitor-elements.js';

/** The files that load before anything shows: the entry, and what it imports. */
function firstLoad(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const source = readFileSync(file, 'utf8');
  for (const [, name] of source.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g)) {
    firstLoad(new URL(name, `file:///${folder}`).pathname.slice(1), found);
  }
  return found;
}

export default [
  { name: `${entry}, up to the first rows`, path: [...firstLoad(entry)], gzip: true, limit: '45 kB' },
  { name: `${entry}, with all its parts`, path: [entry, 'dist/parts/*.js'], gzip: true, limit: '103 kB' },
];
