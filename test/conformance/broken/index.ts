import { acting } from './acting.js';
import type { Broken } from './broken.js';
import { lifecycle } from './lifecycle.js';
import { queries } from './queries.js';
import { records } from './records.js';
import { roles } from './roles.js';
import { watching } from './watching.js';

export const brokenAdapters: readonly Broken[] = [
  ...lifecycle,
  ...watching,
  ...queries,
  ...acting,
  ...records,
  ...roles,
];
