import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DdpLine } from '../../../src/adapters/rocketchat/ddp-line.js';
import { Pacer } from '../../../src/adapters/rocketchat/pacer.js';
import { TestServer, useServers } from './backend/server.js';
import { readFloor, signal } from './fixtures.js';

useServers();

describe('the pace of looking', () => {
  it('slows down while nothing changes, and is back with the first change', () => {
    const pacer = new Pacer({ fastest: 6000, slowest: 20_000 }, 60);
    pacer.looked(1);
    assert.deepEqual([pacer.next(0), pacer.next(0), pacer.next(0), pacer.next(0)], [9000, 13_500, 20_000, 20_000]);
    assert.equal(pacer.next(1), 6000);
  });

  it('keeps within the calls that the server allows', () => {
    const pacer = new Pacer({ fastest: 6000, slowest: 20_000 }, 10);
    pacer.looked(2);
    assert.equal(pacer.next(1), 12_000);
    pacer.looked(20);
    assert.equal(pacer.next(0), 120_000);
  });

  it('takes hints together, and waits with them for the limit', ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const pacer = new Pacer({ fastest: 6000, slowest: 20_000 }, 10);
    let looks = 0;
    const look = (): void => void (looks += 1);
    pacer.looked(2);
    pacer.soon(look);
    pacer.soon(look);
    mock.timers.tick(11_000);
    assert.equal(looks, 0);
    mock.timers.tick(1000);
    assert.equal(looks, 1);
    pacer.soon(look);
    pacer.cancel();
    mock.timers.tick(60_000);
    assert.equal(looks, 1);
  });

  it('that is too fast for the server ends the watch, with the time to wait', async () => {
    const server = new TestServer();
    server.limit = 3;
    const connection = await server.adapter('ada', { socket: false }).connect({ signal });
    const error = await readFloor(connection).error();
    assert.equal(error.code, 'rate-limited');
    assert.equal(error.retryable, true);
    assert.ok(error.retryAfter !== undefined && error.retryAfter > 0 && error.retryAfter <= 61_000);
    await connection.close();
  });
});

describe('a realtime line', () => {
  it('that is silent for a minute is over, once', ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const heard = new Map<string, (event: { data?: unknown }) => void>();
    const sent: string[] = [];
    let closed = 0;
    const socket = {
      send: (text: string) => void sent.push(text),
      close: () => void (closed += 1),
      addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => void heard.set(type, listener),
    };
    let ended = 0;
    new DdpLine(socket, 'token', { opened: () => undefined, ended: () => void (ended += 1) });
    heard.get('open')?.({});
    mock.timers.tick(40_000);
    for (const data of ['{"msg":"ping","id":"7"}', 'no json', 7]) heard.get('message')?.({ data });
    mock.timers.tick(40_000);
    assert.deepEqual([closed, ended], [0, 0]);
    mock.timers.tick(20_000);
    heard.get('close')?.({});
    assert.deepEqual([closed, ended], [1, 1]);
    assert.deepEqual(
      sent.map((text) => JSON.parse(text) as unknown),
      [
        { msg: 'connect', version: '1', support: ['1'] },
        { msg: 'pong', id: '7' },
      ],
    );
  });
});
