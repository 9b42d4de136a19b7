import type { AgentStatusChoice, SlaPolicy } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';

/** What the administrator set, for everybody. */
export interface StoredSettings {
  readonly queueAssignment: boolean;
  readonly sla: SlaPolicy;
  readonly slaColors: { readonly warning?: string; readonly breach?: string };
  readonly agentStatuses: readonly AgentStatusChoice[];
  readonly transferTimeoutMs: number;
  /** Characters. */
  readonly maxMessageLength: number;
  /** Signs cursors; the same in all instances on one database. */
  readonly cursorSecret: string;
}

export async function loadSettings(db: Queryable): Promise<StoredSettings> {
  const [row] = await db.query<StoredSettings>(
    `SELECT queue_assignment AS "queueAssignment", sla, sla_colors AS "slaColors",
            agent_statuses AS "agentStatuses", transfer_timeout_ms AS "transferTimeoutMs",
            max_message_length AS "maxMessageLength", cursor_secret AS "cursorSecret"
       FROM settings`,
  );
  if (!row) throw new Error('The table "settings" is empty: the seed did not run.');
  return row;
}
