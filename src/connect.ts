import type { ChatAdapter } from './contract/index.js';
import { MonitorHost } from './elements/shared/monitor-host.js';
import type { TextsSource } from './elements/shared/texts/texts.js';
import { ChatMonitor, type CacheOptions, type ChatMonitorOptions, type RenewSignIn } from './monitor/index.js';
import { browserPorts } from './platform/index.js';

export interface ConnectChatMonitorOptions {
  readonly adapter: ChatAdapter;
  /** Serves the elements inside it, and gets the monitor's events; by default the whole document. */
  readonly root?: HTMLElement;
  /** Language and texts; by default the nearest `lang`, and English. */
  readonly texts?: TextsSource;
  /** Asked once when the backend knows the viewer no more, before the view counts as signed out. */
  readonly renewSignIn?: RenewSignIn;
  /** How the last seen view is kept; `false`: nothing is kept. */
  readonly cache?: false | CacheOptions;
}

export interface ConnectedChatMonitor {
  readonly monitor: ChatMonitor;
  /** Ends the connection, and stops serving the elements. */
  disconnect(): void;
}

/** A monitor on this page's browser; it connects when it is started. */
export function createChatMonitor(
  adapter: ChatAdapter,
  { renewSignIn, cache }: Pick<ChatMonitorOptions, 'renewSignIn' | 'cache'> = {},
): ChatMonitor {
  return new ChatMonitor({
    adapter,
    ports: browserPorts(),
    ...(renewSignIn && { renewSignIn }),
    ...(cache !== undefined && { cache }),
  });
}

/** Connects a part of a page to a chat backend without a `chat-monitor` element. */
export function connectChatMonitor(options: ConnectChatMonitorOptions): ConnectedChatMonitor {
  const monitor = createChatMonitor(options.adapter, options);
  const host = new MonitorHost(options.root ?? document.documentElement, monitor, options.texts);
  host.connect();
  monitor.start();
  return {
    monitor,
    disconnect() {
      host.disconnect();
      monitor.stop();
    },
  };
}
