import type { JoinMode } from '../../contract/index.js';

/** Where one viewer takes part: the rooms that the server has this viewer in, and those that are only read here. */
export class Places {
  /** As the server says. */
  joined: ReadonlySet<string> = new Set();
  /** Reading leaves no trace at the server, so this is known here and nowhere else. */
  readonly monitored: Set<string>;

  constructor(monitored: Set<string>) {
    this.monitored = monitored;
  }

  modeIn(chatId: string): JoinMode | undefined {
    if (this.joined.has(chatId)) return 'participate';
    return this.monitored.has(chatId) ? 'monitor' : undefined;
  }

  /** Nobody reads a chat that is over. */
  keep(open: ReadonlySet<unknown>): void {
    for (const id of this.monitored) if (!open.has(id)) this.monitored.delete(id);
  }

  join(chatId: string): void {
    this.joined = new Set(this.joined).add(chatId);
    this.monitored.delete(chatId);
  }
}
