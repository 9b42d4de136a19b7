import { createMemoryBackend } from 'chat-monitor-elements/adapters/memory';
import type { ChatAdapter, ChatChanges, ChatConnection } from 'chat-monitor-elements/contract';
import 'chat-monitor-elements/define';
import { floorSeed } from '../../harness/floor.js';

/**
 * All elements on a backend in memory that is as broken as the address says:
 * - `?missing`: there is none
 * - `?broken=<method>&how=throws|rejects`: one method of the adapter never works
 * - `?malformed`: the list of chats has records that are none
 * - `?chat=<id>`: the chat that menu, flag and transcript are for
 */
const options = new URL(location.href).searchParams;

const chatId = options.get('chat');
if (chatId !== null) {
  for (const element of document.querySelectorAll('[chat-id]')) element.setAttribute('chat-id', chatId);
}
if (!options.has('missing')) {
  const backend = createMemoryBackend(floorSeed);
  backend.control.write('running', 'It says 550.');
  const element = document.createElement('chat-monitor');
  element.page = true;
  element.adapter = broken(backend.adapter({ viewerId: options.get('viewer') ?? 'sue' }));
  document.body.append(element);
}

function broken(adapter: ChatAdapter): ChatAdapter {
  const method = options.get('broken') ?? undefined;
  return {
    id: adapter.id,
    connect: method === 'connect' ? fail : async (given) => breakUp(await adapter.connect(given), method),
  };
}

function breakUp(connection: ChatConnection, method: string | undefined): ChatConnection {
  return new Proxy(connection, {
    get(target, name) {
      if (name === method) return name.startsWith('watch') ? failingWatch : fail;
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'watchChats' && options.has('malformed')) {
        return (...given: Parameters<ChatConnection['watchChats']>) => malformed(target.watchChats(...given));
      }
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function fail(): Promise<never> {
  const error = new Error('the adapter is broken');
  if (options.get('how') === 'throws') throw error;
  return Promise.reject(error);
}

function failingWatch(): AsyncIterable<never> {
  if (options.get('how') === 'throws') void fail();
  return { [Symbol.asyncIterator]: () => ({ next: fail }) };
}

/** Puts records that are none among the good ones. */
async function* malformed(batches: AsyncIterable<ChatChanges>): AsyncIterable<ChatChanges> {
  let first = true;
  for await (const batch of batches) {
    yield first && batch.upserts.length > 0 ? { ...batch, upserts: [...rubbish(batch), ...batch.upserts] } : batch;
    if (batch.upserts.length > 0) first = false;
  }
}

function rubbish({ upserts }: ChatChanges): ChatChanges['upserts'] {
  const [good] = upserts;
  const circular: Record<string, unknown> = { ...good, id: 'circular' };
  circular['requester'] = circular;
  const trap = Object.defineProperty({ ...good, id: 'trap' }, 'issue', {
    get: () => {
      throw new Error('a trap');
    },
  });
  const records: readonly unknown[] = [
    null,
    7,
    'a chat',
    [],
    {},
    { ...good, id: '' },
    { ...good, id: 'no-name', requester: { id: 'x' } },
    { ...good, id: 'odd-status', status: 'asleep' },
    { ...good, id: 'no-time', openedAt: 'yesterday' },
    circular,
    trap,
  ];
  return records as ChatChanges['upserts'];
}
