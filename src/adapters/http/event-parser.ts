import { ChatError } from '../../contract/index.js';

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly name: string;
  readonly data: string;
}

/** Characters of one event, or of one answer; more is an error, not a reason to fill the memory. */
export const sizeLimit = 16 * 1024 * 1024;

/**
 * Reads server-sent events from text that is cut anywhere. `id` and `retry` fields are skipped: cursors travel inside
 * the data, and who reconnects is decided elsewhere.
 */
export class EventParser {
  #line: string[] = [];
  #size = 0;
  #afterReturn = false;
  #name = '';
  #data: string[] = [];

  /** The events that this piece completes. Throws `protocol` for an event beyond `sizeLimit`. */
  push(piece: string): ServerSentEvent[] {
    if (piece === '') return [];
    const text = this.#afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#afterReturn = piece.endsWith('\r');
    const parts = text.split(/\r\n|\r|\n/);
    const rest = parts.pop() ?? '';
    const events: ServerSentEvent[] = [];
    for (const part of parts) {
      this.#collect(part);
      const line = this.#line.join('');
      this.#line = [];
      if (line !== '') this.#field(line);
      else this.#dispatch(events);
    }
    this.#collect(rest);
    return events;
  }

  #collect(part: string): void {
    this.#size += part.length;
    if (this.#size > sizeLimit) throw new ChatError('protocol', `An event is longer than ${sizeLimit} characters.`);
    if (part !== '') this.#line.push(part);
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') this.#data.push(value);
    if (field === 'event') this.#name = value;
  }

  #dispatch(events: ServerSentEvent[]): void {
    if (this.#data.length > 0) events.push({ name: this.#name || 'message', data: this.#data.join('\n') });
    this.#name = '';
    this.#data = [];
    this.#size = 0;
  }
}
