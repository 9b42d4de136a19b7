import type { Chat, Named } from '../../contract/index.js';

/** A chat as the backend holds it: what is the same for every viewer. A change is a new row. */
export interface ChatRow extends Omit<Chat, 'allowed' | 'version'> {
  readonly version: number;
  /** Who changed its assignment last. */
  readonly changedBy?: Named;
}

/** The parts of a row that a command sets; `undefined` takes a field away. */
export type ChatPatch = {
  readonly [K in keyof Omit<ChatRow, 'id' | 'version' | 'assignmentVersion'>]?: ChatRow[K] | undefined;
};

/** The next row, with `undefined` fields left out and its versions counted on. */
export function patched(row: ChatRow, patch: ChatPatch): ChatRow {
  const next: Record<string, unknown> = { ...row, ...patch, version: row.version + 1 };
  for (const key of Object.keys(patch)) if (next[key] === undefined) Reflect.deleteProperty(next, key);
  const now = next as unknown as ChatRow;
  const moved = now.status !== row.status || now.assignee?.id !== row.assignee?.id || now.queue?.id !== row.queue?.id;
  return moved ? { ...now, assignmentVersion: String(Number(row.assignmentVersion) + 1) } : now;
}
