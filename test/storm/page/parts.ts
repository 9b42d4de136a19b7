import type { ChatAdapter } from '../../../src/contract/index.js';
import type { Clock, ReportEntry } from '../../../src/monitor/index.js';
import type { Point, StoreTrouble } from '../steps.js';

/** What a tab is given by its browser. */
export interface TabPlace {
  readonly name: string;
  readonly visible: boolean;
  readonly clock: Clock;
  readonly adapter: ChatAdapter;
  /** Something went on: time does not jump. */
  busy(): void;
  /** For as long as the promise is open, time stands still. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** A command or its record got there; false where the tab does not live on. */
  reach(point: Point, ids: readonly string[]): void;
  /** They are on the disk, whether the tab comes to know it or not. */
  wrote(ids: readonly string[]): void;
  /** The store says of them from now on that they are delivered. */
  noted(ids: readonly string[]): void;
  /** The user was told that a record is not safe. */
  told(id: string | undefined, message: string): void;
  /** The monitor says that nobody is signed in. */
  signedOut(): void;
  ready(tab: TabSide): void;
}

export interface TabView {
  readonly status: string;
  readonly viewer: string | undefined;
  /** By id: assignee, queue, status. */
  readonly chats: Readonly<Record<string, string>>;
  readonly reports: readonly ReportEntry[];
}

/** What a browser can do to a tab. */
export interface TabSide {
  readonly view: TabView;
  /** Gives a command; undefined where the tab does not show the chat. `answered`: what the user is told. */
  act(chatId: string, choice: number, answered: (state: string) => void): string | undefined;
  /** Is put away; it hears of it, and stops. */
  sleep(): void;
  /** Stops in the middle. */
  hang(): void;
  wake(): void;
  die(): void;
  show(visible: boolean): void;
  trouble(trouble: StoreTrouble): void;
  reconnect(): void;
}

/** The window that the tabs are in. */
export type StormWindow = Window & { place(address: string): TabPlace };

export function shownAs(chat: {
  readonly status: string;
  readonly assignee?: { readonly id: string };
  readonly queue?: { readonly id: string };
}): string {
  return `${chat.status} ${chat.assignee?.id ?? '-'} ${chat.queue?.id ?? '-'}`;
}
