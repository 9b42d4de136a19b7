import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Cable, type CableEvent } from '../../../src/adapters/chatwoot/cable.js';

type Listener = (event: { readonly data: unknown }) => void;

/** The other end of a line, by hand. */
class HandSocket {
  static last: HandSocket;
  readonly sent: Record<string, string>[] = [];
  readonly #listeners: Record<string, Listener> = {};
  closed = false;

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    HandSocket.last = this;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners[type] = listener;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, string>);
  }

  close(): void {
    this.closed = true;
  }

  receive(frame: unknown): void {
    this.#listeners['message']?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  end(): void {
    this.#listeners['close']?.({ data: undefined });
  }
}

const room = { pubsub_token: 'secret', account_id: 1, user_id: 7 };
const identifier = JSON.stringify({ channel: 'RoomChannel', ...room });

function open(): { cable: Cable; socket: HandSocket; events: CableEvent[]; lost: string[] } {
  const events: CableEvent[] = [];
  const lost: string[] = [];
  const cable = new Cable({
    socket: HandSocket,
    url: 'wss://chat.test/cable',
    room,
    onEvent: (event) => events.push(event),
    onLost: ({ code }) => lost.push(code),
  });
  return { cable, socket: HandSocket.last, events, lost };
}

describe('a line of ActionCable', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('subscribes when it is welcome, and is live when that is confirmed', async () => {
    const { cable, socket } = open();
    assert.deepEqual(socket.protocols, ['actioncable-v1-json', 'actioncable-unsupported']);
    assert.equal(socket.sent.length, 0);
    socket.receive({ type: 'welcome' });
    assert.deepEqual(socket.sent, [{ command: 'subscribe', identifier }]);
    assert.equal(cable.live, false);
    socket.receive({ type: 'confirm_subscription', identifier });
    assert.equal(await cable.opened, true);
    assert.equal(cable.live, true);
  });

  it('passes what is pushed to its own account, and nothing that cannot be read', () => {
    const { socket, events } = open();
    const push = (data: unknown): void => socket.receive({ identifier, message: { event: 'assignee.changed', data } });
    push({ id: 1, account_id: 1 });
    socket.receive({ type: 'confirm_subscription', identifier });
    push({ id: 2, account_id: 1 });
    push({ id: 3, account_id: 2 });
    socket.receive('<html>');
    socket.receive({ identifier: 'other', message: { event: 'x', data: {} } });
    socket.receive({ identifier, message: null });
    assert.deepEqual(events, [{ event: 'assignee.changed', data: { id: 2, account_id: 1 } }]);
  });

  it('is lost once it says nothing for 10 s; a ping every 3 s keeps it', () => {
    const { cable, socket, lost } = open();
    socket.receive({ type: 'confirm_subscription', identifier });
    for (let beats = 0; beats < 10; beats++) {
      mock.timers.tick(3_000);
      socket.receive({ type: 'ping', message: beats });
    }
    assert.equal(cable.live, true);
    mock.timers.tick(10_000);
    assert.deepEqual([cable.live, lost, socket.closed], [false, ['unavailable'], true]);
  });

  it('is no failure where it never was: refused, closed, silent', async () => {
    const refused = open();
    refused.socket.receive({ type: 'reject_subscription', identifier });
    const closed = open();
    closed.socket.end();
    const silent = open();
    mock.timers.tick(5_000);
    for (const { cable, lost, socket } of [refused, closed, silent]) {
      assert.equal(await cable.opened, false);
      assert.deepEqual([lost, cable.over, socket.closed], [[], true, true]);
    }
  });

  it('tells of its loss once, and of nothing after it was closed', () => {
    const { cable, socket, lost, events } = open();
    socket.receive({ type: 'confirm_subscription', identifier });
    cable.close();
    socket.end();
    socket.receive({ identifier, message: { event: 'message.created', data: {} } });
    mock.timers.tick(60_000);
    assert.deepEqual([lost, events], [[], []]);
  });
});
