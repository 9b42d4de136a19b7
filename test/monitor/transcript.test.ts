import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '../../src/monitor/index.js';
import { settled } from '../harness/fake-ports.js';
import { openFloor } from '../harness/floor.js';

const texts = (transcript: Transcript): string[] => transcript.value.messages.map(({ text }) => text);

describe('a transcript', () => {
  it('has the messages in order, what was there and what comes', async () => {
    const { monitor, backend } = await openFloor({ viewerId: 'ann' });
    backend.control.write('running', 'one');
    const transcript = new Transcript(monitor, 'running');
    assert.equal(transcript.value.phase, 'loading');
    await settled();
    backend.control.write('running', 'two');
    await settled();
    assert.equal(transcript.value.phase, 'ready');
    assert.deepEqual(texts(transcript), ['one', 'two']);
  });

  it('takes a message once, although the answer and the watch both bring it', async () => {
    const { monitor, backend } = await openFloor({ viewerId: 'ann' });
    const transcript = new Transcript(monitor, 'running');
    await settled();
    assert.equal(transcript.value.canSend, true);
    await transcript.send('hello', 'key-1');
    await settled();
    assert.deepEqual(texts(transcript), ['hello']);
    assert.deepEqual(
      backend.control.messages('running').map(({ author }) => author.id),
      ['ann'],
    );
  });

  it('says how the viewer is in the chat, and follows a change of mode', async () => {
    const { monitor } = await openFloor();
    await monitor.perform({ type: 'join', chatId: 'running', mode: 'monitor' });
    const transcript = new Transcript(monitor, 'running');
    await settled();
    assert.deepEqual([transcript.value.mode, transcript.value.canSend], ['monitor', false]);
    await monitor.perform({ type: 'set-mode', chatId: 'running', mode: 'participate' });
    await settled();
    assert.deepEqual([transcript.value.mode, transcript.value.canSend], ['participate', true]);
  });

  it('rejects with the code when a message is refused, and offers no sending while the connection is away', async () => {
    const { monitor, backend } = await openFloor({ viewerId: 'ann' });
    const transcript = new Transcript(monitor, 'running');
    await settled();
    backend.control.fail('sendMessage', { code: 'invalid' });
    await assert.rejects(transcript.send('x'.repeat(10), 'key-1'), { code: 'invalid' });
    backend.control.setReachable(false);
    await settled();
    assert.equal(transcript.value.canSend, false);
    assert.equal(transcript.value.phase, 'ready', 'what was read stays');
  });

  it('goes on after a cut without a gap or a double', async () => {
    const { monitor, backend, ports } = await openFloor({ viewerId: 'ann' });
    backend.control.write('running', 'one');
    const transcript = new Transcript(monitor, 'running');
    await settled();
    backend.control.cut('unavailable', 'messages');
    backend.control.write('running', 'two');
    await ports.clock.advance(2_000);
    assert.deepEqual(texts(transcript), ['one', 'two']);
  });

  it('is not watched any more once it is closed', async () => {
    const { monitor, backend, ports } = await openFloor({ viewerId: 'ann' });
    const transcript = new Transcript(monitor, 'running');
    await settled();
    transcript.close();
    await ports.clock.advance(3_000);
    assert.equal(backend.control.watches('messages'), 0);
    backend.control.setReachable(false);
    await ports.clock.advance(1_000);
    backend.control.setReachable(true);
    await ports.clock.advance(60_000);
    assert.equal(backend.control.watches('messages'), 0, 'nor after a reconnection');
  });
});
