/** An event of an element or a monitor: it bubbles, also out of shadow roots, and says in `detail` what it is about. */
export abstract class DetailEvent<T> extends Event {
  readonly detail: T;

  constructor(type: string, detail: T, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
    this.detail = detail;
  }
}
