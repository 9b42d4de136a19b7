import type { JoinMode } from '../../contract/index.js';

/**
 * Which chats the viewer is in beside those that are assigned to them. Chatwoot keeps who takes part; who only reads is
 * kept here, for as long as the page lives.
 */
export class Places {
  #participating = new Set<string>();
  readonly #monitoring: Set<string>;

  constructor(monitoring: Set<string>) {
    this.#monitoring = monitoring;
  }

  modeIn(chatId: string): JoinMode | undefined {
    if (this.#participating.has(chatId)) return 'participate';
    return this.#monitoring.has(chatId) ? 'monitor' : undefined;
  }

  /** Ids of all chats that the viewer reads. */
  get monitoring(): Iterable<string> {
    return this.#monitoring;
  }

  /** As Chatwoot says. */
  setAllParticipating(chatIds: Iterable<string>): void {
    this.#participating = new Set(chatIds);
  }

  setParticipating(chatId: string, participates: boolean): void {
    if (participates) this.#participating.add(chatId);
    else this.#participating.delete(chatId);
  }

  setMonitoring(chatId: string, monitors: boolean): void {
    if (monitors) this.#monitoring.add(chatId);
    else this.#monitoring.delete(chatId);
  }
}
