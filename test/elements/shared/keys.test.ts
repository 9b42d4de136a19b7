import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { keepKeysInside } from '../../../src/elements/shared/keys.js';

describe('keepKeysInside', () => {
  let root: ShadowRoot;
  let heard: string[];

  function listen(event: KeyboardEvent): void {
    heard.push(`${event.type} ${event.key}`);
  }

  beforeEach(async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    root = host.attachShadow({ mode: 'open' });
    keepKeysInside(root);
    heard = [];
    for (const type of ['keydown', 'keypress', 'keyup'] as const) document.addEventListener(type, listen);
  });

  afterEach(() => {
    for (const type of ['keydown', 'keypress', 'keyup'] as const) document.removeEventListener(type, listen);
  });

  function add<K extends 'input' | 'button' | 'div'>(tag: K): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    element.tabIndex = 0;
    root.append(element);
    element.focus();
    return element;
  }

  it('keeps what is typed into a field, and lets Escape and Tab pass', async () => {
    add('input');
    await sendKeys({ type: 'j?' });
    await sendKeys({ press: 'ArrowDown' });
    expect(heard).to.be.empty;
    await sendKeys({ press: 'Escape' });
    expect(heard).to.deep.equal(['keydown Escape', 'keyup Escape']);
  });

  it('keeps a consumed key from its press to its release, wherever the focus is by then', async () => {
    const element = add('div');
    element.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') event.preventDefault();
    });
    await sendKeys({ press: 'ArrowDown' });
    expect(heard).to.be.empty;
    await sendKeys({ press: 'ArrowUp' });
    expect(heard).to.deep.equal(['keydown ArrowUp', 'keyup ArrowUp']);
  });

  it('keeps the keys that press a button, and no other key of it', async () => {
    add('button');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Space' });
    expect(heard).to.be.empty;
    await sendKeys({ press: 'k' });
    expect(heard).to.include('keydown k');
  });
});
