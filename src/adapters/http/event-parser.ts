import { ChatError } from '../../contract/index.js';

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** Characters of one event; more is an error, not a reason to fill the memory. */
export const sizeLimit = 16 * 1024 * 1024;

/**
 * Reads server-sent events from text that is cut anywhere; lines end with LF or CRLF. `id` and `retry` fields are
 * skipped: cursors travel inside the data, and who reconnects is decided elsewhere.
 */
export class EventParser {
  #line = '';
  #size = 0;
  #name = '';
  #data: string[] = [];

  /** The events that this piece completes. Throws `protocol` for an event beyond `sizeLimit`. */
  push(piece: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    const [first = '', ...others] = piece.split('\n');
    this.#collect(first);
    for (const part of others) {
      this.#endLine(events);
      this.#collect(part);
    }
    return events;
  }

  #collect(part: string): void {
    this.#line += part;
    this.#size += part.length;
    if (this.#size > sizeLimit) throw new ChatError('protocol', `An event is longer than ${sizeLimit} characters.`);
  }

  #endLine(events: ServerSentEvent[]): void {
    const line = this.#line.replace(/\r$/, '');
    const [field = ''] = line.split(':', 1);
    const value = line.slice(field.length + 1).replace(/^ /, '');
    this.#line = '';
    if (field === 'data') this.#data.push(value);
    if (field === 'event') this.#name = value;
    if (line !== '') return;
    if (this.#data.length > 0) events.push({ name: this.#name || 'message', data: this.#data.join('\n') });
    this.#name = '';
    this.#data = [];
    this.#size = 0;
  }
}
