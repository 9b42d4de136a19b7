import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatActionMenu } from '../chat-action-menu/chat-action-menu.js';
import type { ActionController } from '../shared/action-controller.js';
import type { GridBody } from './grid-body.js';

export interface RowActionsOptions {
  readonly monitor: () => ChatMonitor | undefined;
  readonly body: () => GridBody | undefined;
  /** The one menu of all rows; not upgraded where its tag is not defined. */
  readonly menu: () => Partial<ChatActionMenu> & HTMLElement;
  readonly actions: ActionController;
  /** The menu, or what it led to, was opened or closed. */
  readonly toggled: (open: boolean) => void;
}

/** What the buttons of a row do. */
export class RowActions {
  readonly #options: RowActionsOptions;
  #anchor: Element | undefined;

  constructor(options: RowActionsOptions) {
    this.#options = options;
  }

  openMenu(id: string): void {
    const body = this.#options.body();
    const anchor = body?.row(id)?.focusTarget('actions');
    if (!anchor || body?.view?.isGhost(id)) return;
    const menu = this.#options.menu();
    menu.chatId = id;
    this.#anchor = anchor;
    menu.show?.(anchor);
  }

  readonly onMenuToggle = (event: ToggleEvent): void => {
    const open = event.newState === 'open';
    this.#anchor?.setAttribute('aria-expanded', String(open));
    this.#options.toggled(open);
  };

  readonly onClick = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const row = button && this.#options.body()?.rowOf(button);
    if (!row || button.ariaDisabled === 'true') return;
    if (button.classList.contains('actions')) this.openMenu(row.id);
    else void this.#clearAssist(row.id);
  };

  async #clearAssist(id: string): Promise<void> {
    const assist = this.#options.monitor()?.chat(id)?.assist;
    if (assist) await this.#options.actions.run({ type: 'clear-assist', chatId: id, assistId: assist.id });
  }
}
