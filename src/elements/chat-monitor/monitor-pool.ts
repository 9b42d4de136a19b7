import type { ChatAdapter } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';

/** What tells where a monitor's data come from: an adapter, or the address of the ready one with the viewer's key. */
export type MonitorKey = ChatAdapter | string;

/**
 * Monitors that no element uses at the moment. A page that replaces a panel, or brings it back later, gets the one it
 * had, with everything that it knew. Two elements at the same time have one each: what they show is chosen apart.
 */
const idleBySrc = new Map<string, ChatMonitor[]>();
const idleByAdapter = new WeakMap<ChatAdapter, ChatMonitor[]>();

/** A started monitor: one that was left behind, else a new one. */
export function takeMonitor(key: MonitorKey, create: () => ChatMonitor): ChatMonitor {
  const monitor = idleOf(key)?.pop() ?? create();
  monitor.start();
  return monitor;
}

/** Ends the monitor's connection, and keeps it for the next element. */
export function leaveMonitor(key: MonitorKey, monitor: ChatMonitor): void {
  monitor.stop();
  const idle = idleOf(key);
  if (idle) idle.push(monitor);
  else if (typeof key === 'string') idleBySrc.set(key, [monitor]);
  else idleByAdapter.set(key, [monitor]);
}

function idleOf(key: MonitorKey): ChatMonitor[] | undefined {
  return typeof key === 'string' ? idleBySrc.get(key) : idleByAdapter.get(key);
}
