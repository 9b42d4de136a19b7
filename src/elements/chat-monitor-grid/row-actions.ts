import type { ChatActionMenu } from '../chat-action-menu/chat-action-menu.js';
import type { ActionController } from '../shared/action-controller.js';
import type { GridBody } from './grid-body.js';
import { focusTarget } from './row-view.js';
import type { SteadyRows } from './steady-rows.js';

/** The one menu of all rows; not upgraded where its tag is not defined. */
export type RowMenu = Partial<ChatActionMenu> & HTMLElement;

/** What the buttons of a row do. */
export class RowActions {
  readonly #body: GridBody;
  readonly #menu: RowMenu;
  readonly #actions: ActionController;
  #anchor: Element | undefined;

  constructor(body: GridBody, menu: RowMenu, actions: ActionController, steady: SteadyRows) {
    this.#body = body;
    this.#menu = menu;
    this.#actions = actions;
    body.viewport.addEventListener('click', this.#onClick);
    menu.addEventListener('toggle', ({ newState }) => {
      const open = newState === 'open';
      this.#anchor?.setAttribute('aria-expanded', String(open));
      steady.open = open;
    });
  }

  openMenu(id: string): void {
    const row = this.#body.row(id);
    const anchor = row && focusTarget(row.element, 'actions');
    if (!anchor || this.#body.model(id)?.ghost) return;
    this.#anchor = anchor;
    this.#menu.chatId = id;
    this.#menu.show?.(anchor);
  }

  readonly #onClick = (event: Event): void => {
    const button = (event.target as Element).closest('button');
    const id = button && this.#body.rowOf(button)?.id;
    if (!id || button.ariaDisabled === 'true') return;
    if (button.classList.contains('more')) this.openMenu(id);
    else void this.#clearAssist(id);
  };

  async #clearAssist(chatId: string): Promise<void> {
    const assist = this.#body.model(chatId)?.chat.assist;
    if (assist) await this.#actions.run({ type: 'clear-assist', chatId, assistId: assist.id });
  }
}
