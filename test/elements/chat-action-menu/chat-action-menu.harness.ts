import { waitUntil } from '@open-wc/testing';
import type { AssignPane } from '../../../src/elements/assign-pane/assign-pane.js';
import type { ChatActionMenu } from '../../../src/elements/chat-action-menu/chat-action-menu.js';
import { clickOn, focused, textOf } from '../../harness/page-floor.js';

/** Drives a chat-action-menu as a user does. */
export class MenuHarness {
  constructor(readonly element: ChatActionMenu) {}

  get trigger(): HTMLElement {
    return this.#find('.trigger')!;
  }

  get menu(): HTMLElement {
    return this.#find('[role=menu]')!;
  }

  get isMenuOpen(): boolean {
    return this.menu.matches(':popover-open');
  }

  get labels(): string[] {
    return this.#items.map((item) => item.ariaLabel ?? textOf(item));
  }

  get focusedLabel(): string | undefined {
    return this.#items.find((item) => item === focused())?.ariaLabel ?? undefined;
  }

  get question(): HTMLDialogElement {
    return this.element.shadowRoot!.querySelector<HTMLDialogElement>('dialog.confirm')!;
  }

  get pane(): AssignPane | null {
    return this.element.shadowRoot!.querySelector('assign-pane');
  }

  get message(): string {
    const toast = this.#find('.toast');
    return toast?.matches(':popover-open') ? textOf(toast.querySelector('[role=alert]')) : '';
  }

  item(label: string): HTMLElement {
    const item = this.#items.find(({ ariaLabel }) => ariaLabel === label);
    if (!item) throw new Error(`The menu has no “${label}”, but ${this.labels.join(', ')}.`);
    return item;
  }

  /** The second line of an entry that cannot be chosen. */
  reason(label: string): string {
    const item = this.item(label);
    if (item.getAttribute('aria-disabled') !== 'true') throw new Error(`“${label}” is not blocked.`);
    return textOf(this.#find(`#${item.getAttribute('aria-describedby')}`));
  }

  async open(): Promise<void> {
    await clickOn(this.trigger);
    await waitUntil(() => this.isMenuOpen, 'the menu should open');
  }

  async choose(label: string): Promise<void> {
    if (!this.isMenuOpen) await this.open();
    await clickOn(this.item(label));
  }

  async answer(word: string): Promise<void> {
    await waitUntil(() => this.question.open, 'the question should be asked');
    const button = [...this.question.querySelectorAll('button')].find((each) => textOf(each) === word);
    await clickOn(button!);
  }

  get #items(): HTMLElement[] {
    return [...this.element.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #find(selector: string): HTMLElement | null {
    return this.element.shadowRoot!.querySelector<HTMLElement>(selector);
  }
}
