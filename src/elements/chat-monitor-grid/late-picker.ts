import { nothing, type TemplateResult } from 'lit';
import type * as Part from './row-picker.js';

/** Loads the part that picks rows. */
export type LoadPicker = () => Promise<typeof Part>;

export interface LatePickerContext extends Part.PickerContext {
  readonly loadPicker: LoadPicker;
  /** The part cannot be loaded. */
  failed(): void;
}

/**
 * Selecting rows, copying them and finding one by typing are not needed for the first rows: they come when the user
 * first asks for one of them. What is asked meanwhile is done then; where they cannot be had, the rest goes on without.
 */
export class LatePicker {
  readonly #context: LatePickerContext;
  #loading: Promise<Part.RowPicker | undefined> | undefined;
  #picker: Part.RowPicker | undefined;
  #failed = false;

  constructor(context: LatePickerContext) {
    this.#context = context;
    context.body.viewport.addEventListener('click', this.#onClick);
  }

  /** Says how many rows are selected. */
  note(): TemplateResult | typeof nothing {
    return this.#picker?.note() ?? nothing;
  }

  /** Rows have changed. `left`: the chats that may have none any more; absent where any may. */
  follow(left?: readonly string[]): void {
    this.#picker?.follow(left);
  }

  /** A key in the rows; false where it is for something else. */
  key(event: KeyboardEvent): boolean {
    if (this.#picker) return this.#picker.key(event);
    if (this.#failed || !this.#isAsked(event)) return false;
    void this.load().then((picker) => picker?.key(event));
    return true;
  }

  /** Undefined where it cannot be loaded. */
  load(): Promise<Part.RowPicker | undefined> {
    this.#loading ??= this.#context.loadPicker().then(
      ({ RowPicker }) => (this.#picker = new RowPicker(this.#context)),
      () => {
        this.#failed = true;
        this.#context.failed();
        return undefined;
      },
    );
    return this.#loading;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const { body, selection } = this.#context;
    const id = target.closest('button') ? undefined : body.rowOf(target)?.id;
    if (id && selection.isPossible) void this.load().then((picker) => picker?.click(id, event));
  };

  /** Whether a key finds or selects. */
  #isAsked(event: KeyboardEvent): boolean {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const { keyboard, selection } = this.#context;
    if (altKey) return false;
    if (key.length === 1 && !ctrlKey && !metaKey && !(shiftKey && key === ' ')) {
      // A space within a text whose first letters wait.
      return key !== ' ' || this.#loading !== undefined;
    }
    if (!selection.isPossible) return false;
    if (key.length === 1) return key === ' ' || key.toLowerCase() === 'a';
    return shiftKey && keyboard.rowAfter(event) !== undefined;
  }
}
