import type { ChatError } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ListName } from '../../monitor/types.js';
import type { MonitorConsumer } from './monitor-consumer.js';

/**
 * What an element has to show for a list, where that is not the list itself.
 * - `missing`: no monitor serves this part of the page
 * - `loading`: not complete yet
 * - `offline`, `signed-out`, `forbidden`, `failed`: and nothing from before; see `error`
 * - `unscoped`: no company or no queue is chosen
 * - `empty`, `filtered`: complete, and nothing in it, or nothing that matches
 * - `ready`: the list itself
 */
export type ListStatus =
  | 'missing'
  | 'loading'
  | 'offline'
  | 'signed-out'
  | 'forbidden'
  | 'failed'
  | 'unscoped'
  | 'empty'
  | 'filtered'
  | 'ready';

export interface ListSituation {
  readonly status: ListStatus;
  readonly error?: ChatError;
}

/** `total` and `shown`: records in the list before and after the element's own search. */
export function listSituation(consumer: MonitorConsumer, name: ListName, total: number, shown: number): ListSituation {
  const monitor = consumer.value;
  if (!monitor) return { status: consumer.missing ? 'missing' : 'loading' };
  const { phase, error } = monitor.list(name).value;
  const signedOut = monitor.connection.value.status === 'signed-out';
  if (phase === 'failed' && !signedOut) {
    const status = error?.code === 'forbidden' ? 'forbidden' : 'failed';
    return error ? { status, error } : { status };
  }
  if (shown > 0) return { status: 'ready' };
  if (signedOut) return { status: 'signed-out' };
  if (isUnscoped(monitor)) return { status: 'unscoped' };
  if (phase === 'ready') return { status: total > 0 ? 'filtered' : 'empty' };
  return offline(monitor) ?? { status: 'loading' };
}

function isUnscoped(monitor: ChatMonitor): boolean {
  const { companies, queues } = monitor.scope.value;
  return companies?.length === 0 || queues?.length === 0;
}

function offline(monitor: ChatMonitor): ListSituation | undefined {
  const { status, error } = monitor.connection.value;
  if (status !== 'offline') return undefined;
  return error ? { status, error } : { status };
}
