import type * as ViewCache from './cache/view-cache.js';
import type * as Desk from './desk.js';
import type * as Stats from './floor-stats.js';
import type * as PageTeam from './tabs/page-team.js';

/**
 * Parts of the monitor that the first rows do not wait for: a browser loads them while the backend is asked. Where one
 * cannot be loaded, the monitor goes on without.
 */
export interface Parts {
  /** The viewer acts, and it is recorded. */
  desk(): Promise<typeof Desk>;
  /** The pages of a browser share a connection. */
  pages(): Promise<typeof PageTeam>;
  /** The chats are counted. */
  stats(): Promise<typeof Stats>;
  /** The last seen view is kept for the next visit. */
  cache(): Promise<typeof ViewCache>;
}

export const lazyParts: Parts = {
  desk: () => import('./desk.js'),
  pages: () => import('./tabs/page-team.js'),
  stats: () => import('./floor-stats.js'),
  cache: () => import('./cache/view-cache.js'),
};
