import type { CallOptions, Named, ReportEvent, ReportMapping, ReportReceipt } from '../../contract/index.js';
import type { RestOptions } from '../shared/rest-client.js';

/** A company of the dashboard: Rocket.Chat itself knows departments only. */
export interface RocketchatCompany extends Named {
  /** Ids of its departments. The first company has, beside its own, those that no company names. */
  readonly departments?: readonly string[];
}

/** The part of a WebSocket that the adapter uses. */
export interface RocketchatSocket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'error' | 'close', listener: (event: { data?: unknown }) => void): void;
}

/**
 * `src` is where the server's root is; `api/v1/…` is added to its path. `headers` gives `X-Auth-Token` and `X-User-Id`,
 * unless a proxy adds them.
 */
export interface RocketchatAdapterOptions extends RestOptions {
  /** By default `rocketchat:` and the resolved `src`. */
  readonly id?: string;
  /** Opaque, stable key of who is signed in, where the page knows it before connecting. */
  readonly viewerKey?: string;
  /** At least one; by default a single one, "Global". */
  readonly companies?: readonly RocketchatCompany[];
  /** The tag of a chat whose agent needs assistance; by default `need-assistance`. */
  readonly assistTag?: string;
  /** How often the server lets one address call one route in a minute; by default 10, as Rocket.Chat has it. */
  readonly callsPerMinute?: number;
  /** Milliseconds between two looks at the floor: while it changes, and when it rests; by default 6000 and 20000. */
  readonly pollInterval?: { readonly fastest: number; readonly slowest: number };
  /** Whether chats on hold, which take a call of their own, are looked for; by default true. */
  readonly onHold?: boolean;
  /** The realtime line; by default the page's WebSocket. `false`: looking only. */
  readonly socket?: (new (url: string) => RocketchatSocket) | false;
  /** By default `websocket` below `src`. */
  readonly socketUrl?: string | URL;
  /**
   * The token that the realtime line signs in with, asked for each time; by default the `X-Auth-Token` of `headers`. Without
   * one there is no such line.
   */
  readonly resumeToken?: () => string | Promise<string>;
  /** Keeps Report_Events, which Rocket.Chat has no place for; without it they stay in the browser, for export. */
  readonly report?: (events: readonly ReportEvent[], options: CallOptions) => Promise<ReportReceipt>;
  /** Event ids and fields of this installation's Report_Events. */
  readonly reports?: ReportMapping;
}
