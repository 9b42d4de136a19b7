import type { Random } from '../monitor/index.js';

export const random: Random = {
  id: () => createId(),
  fraction: () => Math.random(),
};

/** `crypto.randomUUID` exists on secure pages only; portals on plain http in a company's network are not. */
function createId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let id = '';
  for (const byte of bytes) id += byte.toString(16).padStart(2, '0');
  return id;
}
