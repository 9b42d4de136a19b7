import { Listeners, type Unsubscribe } from '../observable.js';
import type { Channel } from '../ports.js';
import { isEnvelope, PROTOCOL, type Envelope, type FollowerMessage, type LeaderMessage } from './messages.js';

/** The channel on which the pages that share a connection talk, each message with who it is from and for. */
export class PageLine {
  readonly #channel: Channel;
  readonly #pageId: string;
  readonly #followers = new Listeners<[message: FollowerMessage, from: string]>();
  readonly #leader = new Listeners<[message: LeaderMessage, from: string]>();
  readonly #foreign = new Listeners<[from: string, leads: boolean]>();

  constructor(channel: Channel, pageId: string) {
    this.#channel = channel;
    this.#pageId = pageId;
    channel.onMessage((message) => this.#heard(message));
  }

  /** To one page that leads, or to whichever does. */
  toLeader(message: FollowerMessage, to?: string): void {
    this.#post({ protocol: PROTOCOL, from: this.#pageId, ...(to !== undefined && { to }), message });
  }

  /** To one page, or to all. */
  toFollowers(message: LeaderMessage, to?: string): void {
    this.#post({ protocol: PROTOCOL, from: this.#pageId, leader: true, ...(to !== undefined && { to }), message });
  }

  onFollower(listener: (message: FollowerMessage, from: string) => void): Unsubscribe {
    return this.#followers.add(listener);
  }

  onLeader(listener: (message: LeaderMessage, from: string) => void): Unsubscribe {
    return this.#leader.add(listener);
  }

  /** Told of each page whose version speaks otherwise. */
  onForeign(listener: (from: string, leads: boolean) => void): Unsubscribe {
    return this.#foreign.add(listener);
  }

  close(): void {
    this.#channel.close();
  }

  #post(envelope: Envelope<FollowerMessage | LeaderMessage>): void {
    this.#channel.post(envelope);
  }

  #heard(message: unknown): void {
    if (!isEnvelope(message)) return;
    const { protocol, from, to, leader } = message;
    if (to !== undefined && to !== this.#pageId) return;
    if (protocol !== PROTOCOL) this.#foreign.call(from, leader === true);
    else if (leader === true) this.#leader.call(message.message as LeaderMessage, from);
    else this.#followers.call(message.message as FollowerMessage, from);
  }
}
