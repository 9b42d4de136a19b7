import { ContextConsumer, ContextProvider, createContext } from '@lit/context';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { ensureContextReplay } from '../../../src/elements/shared/context.js';
import { ContextSource } from '../../../src/elements/shared/context-source.js';

const context = createContext<string | undefined, symbol>(Symbol('test'));

class TestConsumer extends LitElement {
  readonly seen: (string | undefined)[] = [];
  readonly consumer = new ContextConsumer(this, {
    context,
    subscribe: true,
    callback: (value) => this.seen.push(value),
  });
}
customElements.define('test-consumer', TestConsumer);

class TestProvider extends LitElement {
  readonly provider = new ContextProvider(this, { context, initialValue: 'lit' });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
customElements.define('test-provider', TestProvider);

describe('ContextSource', () => {
  let outer: HTMLElement;
  let inner: HTMLElement;
  let consumer: TestConsumer;

  beforeEach(async () => {
    ensureContextReplay(document);
    outer = await fixture<HTMLElement>(
      html`<div>
        <div><test-consumer></test-consumer></div>
      </div>`,
    );
    inner = outer.firstElementChild as HTMLElement;
    consumer = inner.firstElementChild as TestConsumer;
  });

  it('reaches consumers that were there before, and tells them of other values', () => {
    const source = new ContextSource(outer, context, 'a');
    source.connect();
    source.value = 'b';
    source.value = 'b';
    expect(consumer.seen).to.deep.equal(['a', 'b']);
    source.disconnect();
  });

  it('hands over to a source further in, and takes back when that one stops', () => {
    const far = new ContextSource(outer, context, 'far');
    const near = new ContextSource(inner, context, 'near');
    far.connect();
    near.connect();
    expect(consumer.consumer.value).to.equal('near');
    far.value = 'far 2';
    expect(consumer.consumer.value).to.equal('near');
    near.disconnect();
    expect(consumer.consumer.value).to.equal('far 2');
    far.disconnect();
    expect(consumer.consumer.value).to.be.undefined;
  });

  it('gets on with providers of @lit/context', () => {
    const source = new ContextSource(outer, context, 'ours');
    source.connect();
    const provider = document.createElement('test-provider');
    outer.append(provider);
    provider.append(consumer);
    expect(consumer.consumer.value).to.equal('lit');
    outer.append(consumer);
    expect(consumer.consumer.value).to.equal('ours');
    source.disconnect();
  });

  it('forgets consumers that have left', () => {
    const source = new ContextSource(outer, context, 'a');
    source.connect();
    consumer.remove();
    source.value = 'b';
    expect(consumer.seen).to.deep.equal(['a']);
    source.disconnect();
  });
});
