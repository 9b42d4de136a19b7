import type { ChatScope } from '../../../src/elements/chat-scope/chat-scope.js';
import { textOf } from '../../harness/page-floor.js';

type Picker = 'companies' | 'queues';

/** Drives a chat-scope as a user does. */
export class ScopeHarness {
  constructor(readonly element: ChatScope) {}

  button(picker: Picker): HTMLButtonElement {
    return this.element.shadowRoot!.querySelector<HTMLButtonElement>(`#${picker}`)!;
  }

  isOpen(picker: Picker): boolean {
    return this.#popover(picker).matches(':popover-open');
  }

  options(picker: Picker): HTMLElement[] {
    return [...(this.#popover(picker)?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
  }

  option(picker: Picker, name: string): HTMLElement {
    const option = this.options(picker).find((each) => textOf(each) === name);
    if (!option) throw new Error(`The list has no ${name}.`);
    return option;
  }

  #popover(picker: Picker): HTMLElement {
    return this.element.shadowRoot!.querySelector<HTMLElement>(`#${picker}-popover`)!;
  }
}
