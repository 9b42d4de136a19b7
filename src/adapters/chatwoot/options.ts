import type { CallOptions, ReportEvent, ReportReceipt } from '../../contract/index.js';
import type { RestOptions } from '../shared/rest-client.js';
import type { CableSocket } from './cable.js';

/** A company of the host's, which Chatwoot does not know: what comes in through these inboxes is for it. */
export interface CompanyOfInboxes {
  readonly id: string;
  readonly name: string;
  readonly inboxes: readonly number[];
  /** The teams whose chats wait for it; by default none, and they are the account's. */
  readonly teams?: readonly number[];
}

/** How a page reaches one account of a Chatwoot installation. `headers` gives `api_access_token`, the user's own. */
export interface ChatwootAdapterOptions extends RestOptions {
  /** The number in the addresses of Chatwoot's own dashboard (`/app/accounts/1`). */
  readonly account: number;
  /** By default `chatwoot:`, the resolved `src` and the account. */
  readonly id?: string;
  /** Opaque, stable key of who is signed in, where the page knows it before connecting. */
  readonly viewerKey?: string;
  /** Where changes are pushed; by default `cable` below `src`, by `ws` or `wss`. */
  readonly cable?: string | URL;
  /** By default the page's own `WebSocket`; `false`: nothing is pushed, and the lists are looked at more often. */
  readonly socket?: (new (url: string, protocols: string[]) => CableSocket) | false;
  /** By default there is one company, the account. Inboxes that none of these names stay with it. */
  readonly companies?: readonly CompanyOfInboxes[];
  /**
   * Chats in these states of Chatwoot's are shown; by default `open` alone. `pending` are those that a bot answers,
   * `snoozed` those that an agent put aside.
   */
  readonly statuses?: readonly ('open' | 'pending' | 'snoozed')[];
  /** Chatwoot has administrators and agents: by default the former are the supervisors; `true`: agents are, too. */
  readonly agentsSupervise?: boolean;
  /** Chats that an agent is given at once: Chatwoot keeps no such number. By default 10. */
  readonly agentCapacity?: number;
  /** The private note that goes with a request for help; by default in English, with the agent's own words. */
  readonly assistNote?: (message: string | undefined) => string;
  /** Keeps Report_Events in a place of the host's, since Chatwoot has none. */
  readonly report?: (events: readonly ReportEvent[], options: CallOptions) => Promise<ReportReceipt>;
}
