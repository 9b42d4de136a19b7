import type { ChatActionMenu } from '../chat-action-menu/chat-action-menu.js';
import type { ActionController } from '../shared/action-controller.js';
import type { Translate } from '../shared/failure-text.js';
import type { GridBody } from './grid-body.js';
import { focusTarget } from './row-view.js';
import type { SteadyRows } from './steady-rows.js';

/** The one menu of all rows; not upgraded where its tag is not defined, or not yet. */
export type RowMenu = Partial<ChatActionMenu> & HTMLElement;

/** A user is told after this long that the menu is still on its way, ms. */
const patience = 300;

export interface RowActionsContext {
  readonly body: GridBody;
  readonly menu: RowMenu;
  readonly actions: ActionController;
  readonly steady: SteadyRows;
  readonly texts: Translate;
  /** Settles when the menu's tag has come, or cannot be had; absent where nobody loads it. */
  menuLoaded(): Promise<unknown> | undefined;
}

/** What the buttons of a row do. */
export class RowActions {
  readonly #context: RowActionsContext;
  #anchor: Element | undefined;
  #wanted: string | undefined;

  constructor(context: RowActionsContext) {
    this.#context = context;
    const { body, menu, steady } = context;
    body.viewport.addEventListener('click', this.#onClick);
    menu.addEventListener('toggle', ({ newState }) => {
      const open = newState === 'open';
      this.#anchor?.setAttribute('aria-expanded', String(open));
      steady.open = open;
    });
  }

  openMenu(id: string): void {
    const { body, menu } = this.#context;
    const row = body.row(id);
    const anchor = row && focusTarget(row.element, 'actions');
    if (!anchor || body.model(id)?.ghost) return;
    this.#wanted = id;
    if (!menu.show) {
      void this.#openLater(id);
      return;
    }
    this.#anchor = anchor;
    menu.chatId = id;
    menu.show(anchor);
  }

  /** The rows come before their menu. Opens it once it is there, unless the user has gone on meanwhile. */
  async #openLater(id: string): Promise<void> {
    const { actions, texts, menu, menuLoaded } = this.#context;
    const loading = menuLoaded();
    if (!loading) return;
    const slow = setTimeout(() => actions.tell(texts.t('grid.menu.loading')), patience);
    try {
      await loading;
      actions.dismiss();
    } catch {
      actions.tell(texts.t('grid.menu.failed'));
    }
    clearTimeout(slow);
    if (this.#wanted === id && menu.show) this.openMenu(id);
  }

  readonly #onClick = (event: Event): void => {
    this.#wanted = undefined;
    const button = (event.target as Element).closest('button');
    const id = button && this.#context.body.rowOf(button)?.id;
    if (!id || button.ariaDisabled === 'true') return;
    if (button.classList.contains('more')) this.openMenu(id);
    else void this.#clearAssist(id);
  };

  async #clearAssist(chatId: string): Promise<void> {
    const { body, actions } = this.#context;
    const assist = body.model(chatId)?.chat.assist;
    if (assist) await actions.run({ type: 'clear-assist', chatId, assistId: assist.id });
  }
}
