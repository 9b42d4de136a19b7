import type * as ColumnToolsPart from './column-tools.js';
import type { ColumnTools, ColumnToolsContext } from './column-tools.js';

export interface LateColumnToolsContext extends ColumnToolsContext {
  readonly load: () => Promise<typeof ColumnToolsPart>;
  /** The user wants what could not be loaded. */
  readonly failed: () => void;
}

/**
 * Changing columns is a part of its own: it is loaded when somebody comes near a header, or opens the list. What keys ask
 * for meanwhile waits for it; a pointer finds nothing to hold before.
 */
export class LateColumnTools {
  readonly #context: LateColumnToolsContext;
  #loading: Promise<ColumnTools> | undefined;

  constructor(context: LateColumnToolsContext) {
    this.#context = context;
    const { head, list } = context;
    for (const type of ['pointerover', 'focusin']) {
      head.addEventListener(type, () => void this.#load().catch(() => {}), { once: true });
    }
    head.addEventListener('keydown', this.#onKeyDown);
    list.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'open') this.#use((tools) => tools.list.show());
    });
  }

  #load(): Promise<ColumnTools> {
    const { load } = this.#context;
    this.#loading ??= load().then(({ ColumnTools }) => new ColumnTools(this.#context));
    return this.#loading;
  }

  #use(act: (tools: ColumnTools) => void): void {
    void this.#load().then(act, () => {
      this.#context.list.hidePopover();
      this.#context.failed();
    });
  }

  /** Alt with an arrow would leave the page. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, shiftKey, metaKey } = event;
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined;
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    if (!step || !cell || metaKey) return;
    const resizes = altKey && !ctrlKey && !shiftKey;
    if (!resizes && !(ctrlKey && shiftKey && !altKey)) return;
    event.preventDefault();
    this.#use(({ resizing, moving }) => (resizes ? resizing : moving).step(cell, step));
  };
}
