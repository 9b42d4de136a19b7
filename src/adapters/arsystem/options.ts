import type { Role, Settings } from '../../contract/index.js';
import type { PaceOptions } from '../shared/pace.js';
import type { RestOptions } from '../shared/rest-client.js';
import type { ArSystemForms } from './forms.js';

/** How often the forms are looked at. Milliseconds. */
export interface ArSystemPolling extends PaceOptions {
  /** Between two looks at everything, which find what was deleted or went out of reach, and other roles; 60 000 by default. */
  readonly everything?: number;
}

export interface ArSystemAdapterOptions extends RestOptions {
  /** By default `arsystem:` and the resolved `src`. */
  readonly id?: string;
  /** Opaque, stable key of who is signed in, where the page knows it before connecting. */
  readonly viewerKey?: string;
  /**
   * The JWT of the viewer's sign-in, asked for before each call: the host renews it. What it throws ends the call with
   * `unauthenticated`, unless it is a `ChatError` itself.
   */
  readonly token: () => string | Promise<string>;
  readonly forms: ArSystemForms;
  /** Which groups of the viewer's entry make which role. */
  readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** What the administrator set; `queueAssignment` is true by default. */
  readonly settings?: Partial<Omit<Settings, 'companies'>>;
  readonly polling?: ArSystemPolling;
  /** Entries per call; 200 by default. */
  readonly pageSize?: number;
  /** How a qualification writes times: as seconds since 1970, which any server takes (the default), or as ISO text. */
  readonly timesInQualifications?: 'seconds' | 'iso';
}
