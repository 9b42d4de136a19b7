import { expect } from '@open-wc/testing';
import { openChannel } from '../../src/platform/channel.js';

describe('a channel', () => {
  /** Resolves with the messages up to `last`. */
  function heardUntil(last: string, onMessage: (listener: (message: unknown) => void) => unknown): Promise<unknown[]> {
    const heard: unknown[] = [];
    return new Promise((resolve) => {
      onMessage((message) => {
        heard.push(message);
        if (message === last) resolve(heard);
      });
    });
  }

  it('carries messages to other pages in order, and not back', async () => {
    const name = crypto.randomUUID();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const Other = (frame.contentWindow as Window & typeof globalThis).BroadcastChannel;
    const other = new Other(name);
    const channel = openChannel(name);
    const heardHere = heardUntil('from there', (listener) => channel.onMessage(listener));
    const heardThere = heardUntil('last', (listener) =>
      other.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data)),
    );
    channel.post({ ids: ['a'] });
    channel.post('last');
    expect(await heardThere).to.deep.equal([{ ids: ['a'] }, 'last']);
    other.postMessage('from there');
    expect(await heardHere).to.deep.equal(['from there']);
    channel.close();
    frame.remove();
  });

  it('is quiet for who no longer listens, and after it was closed', async () => {
    const name = crypto.randomUUID();
    const [from, to, closed] = [openChannel(name), openChannel(name), openChannel(name)];
    const heard: unknown[] = [];
    to.onMessage((message) => heard.push(message))();
    closed.onMessage((message) => heard.push(message));
    closed.close();
    closed.post('posted after it was closed');
    const last = heardUntil('last', (listener) => to.onMessage(listener));
    from.post('last');
    expect(await last).to.deep.equal(['last']);
    expect(heard).to.deep.equal([]);
    from.close();
    to.close();
  });
});
