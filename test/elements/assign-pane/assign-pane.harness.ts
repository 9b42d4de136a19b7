import { waitUntil } from '@open-wc/testing';
import type { AssignPane } from '../../../src/elements/assign-pane/assign-pane.js';
import { clickOn, textOf } from '../../harness/page-floor.js';

/** Drives an assign-pane as a user does. */
export class PaneHarness {
  constructor(readonly element: AssignPane) {}

  get dialog(): HTMLDialogElement {
    return this.find<HTMLDialogElement>('dialog');
  }

  get search(): HTMLInputElement {
    return this.find<HTMLInputElement>('[role=combobox]');
  }

  get note(): HTMLTextAreaElement {
    return this.find<HTMLTextAreaElement>('textarea');
  }

  get tabs(): string[] {
    return this.all('[role=tab]').map(textOf);
  }

  get selectedTab(): string {
    return textOf(this.find('[role=tab][aria-selected=true]'));
  }

  get names(): string[] {
    return this.all('[role=option]').map((option) => textOf(option.querySelector('bdi')));
  }

  get active(): string {
    const id = this.search.getAttribute('aria-activedescendant');
    return id === null ? '' : textOf(this.find(`#${id}`).querySelector('bdi'));
  }

  get chosen(): string[] {
    return this.all('[role=option][aria-selected=true]').map((option) => textOf(option.querySelector('bdi')));
  }

  get problem(): string {
    return textOf(this.find('[role=alert] .problem'));
  }

  option(name: string): HTMLElement {
    const option = this.all('[role=option]').find((each) => textOf(each.querySelector('bdi')) === name);
    if (!option) throw new Error(`The list has no “${name}”, but ${this.names.join(', ')}.`);
    return option;
  }

  isBlocked(name: string): boolean {
    return this.option(name).ariaDisabled === 'true';
  }

  async show(): Promise<void> {
    this.element.show();
    await waitUntil(() => this.dialog.open && this.names.length > 0, 'the pane should open with its choices');
  }

  async press(word: string): Promise<void> {
    const button = this.all('button').find((each) => textOf(each) === word);
    if (!button) throw new Error(`The pane has no button “${word}”.`);
    await clickOn(button);
  }

  find<E extends HTMLElement = HTMLElement>(selector: string): E {
    return this.element.shadowRoot!.querySelector<E>(selector)!;
  }

  all(selector: string): HTMLElement[] {
    return [...this.element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  }
}
