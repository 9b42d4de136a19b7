import type { Capabilities } from './capabilities.js';
import type { Named, Role, SlaPolicy } from './model.js';
import type { ReportMapping } from './report-event.js';

/** Who is signed in at the backend. */
export interface Viewer extends Named {
  readonly roles: readonly Role[];
}

/** What the administrator of the backend set. */
export interface Settings {
  /** Chats may be assigned and transferred to queues: the assign pane has a Support queues tab. */
  readonly queueAssignment: boolean;
  /** Thresholds for chats that carry none of their own. */
  readonly sla?: SlaPolicy;
  /** The administrator's colours, as CSS colours. */
  readonly slaColors?: { readonly warning?: string; readonly breach?: string };
  /** Companies that the viewer may choose in the scope. */
  readonly companies: readonly Named[];
  /** Status codes that an agent may choose, in the viewer's language. */
  readonly agentStatuses?: readonly AgentStatusChoice[];
  /** Characters; longer ones are refused. */
  readonly maxMessageLength?: number;
}

export interface AgentStatusChoice {
  readonly availability: 'available' | 'unavailable';
  readonly code: string;
}

/** What one connection is about: a value, replaced as a whole when anything in it changes. */
export interface Session {
  readonly viewer: Viewer;
  readonly settings: Settings;
  readonly capabilities: Capabilities;
  /** Which commands are recorded as a Report_Event, and as what. */
  readonly reports: ReportMapping;
  /** The backend's clock when it made this value. */
  readonly at: number;
}
