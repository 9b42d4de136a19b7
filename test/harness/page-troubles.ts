import { StoreError } from '../../src/monitor/index.js';

/** What a page does and hears waits while it is frozen, and never happens once it is dead. */
export class Life {
  state: 'running' | 'frozen' | 'dead' = 'running';
  #held: (() => void)[] = [];

  do(callback: () => void): void {
    if (this.state === 'running') callback();
    else if (this.state === 'frozen') this.#held.push(callback);
  }

  wake(): void {
    if (this.state === 'dead') return;
    this.state = 'running';
    const held = this.#held;
    this.#held = [];
    for (const callback of held) this.do(callback);
  }

  call<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.do(() => {
        work().then(
          (value) => this.do(() => resolve(value)),
          (thrown: Error) => this.do(() => reject(thrown)),
        );
      });
    });
  }
}

export type StoreMethod = 'open' | 'add' | 'update' | 'readAll' | 'find' | 'takeRight' | 'checkRight' | 'settle';
type Trouble = 'hangs' | 'lets wait' | StoreError;

/** What is wrong with one page's store, by method. */
export class StoreTroubles {
  readonly calls: StoreMethod[] = [];
  /** It is not told what other pages do. */
  deaf = false;
  readonly #troubles = new Map<StoreMethod, Trouble>();
  #waiting: (() => void)[] = [];

  /** `lets wait`: done when the trouble ends; `hangs`: never. */
  set(trouble: Trouble, ...methods: readonly StoreMethod[]): void {
    for (const method of methods) this.#troubles.set(method, trouble);
  }

  end(): void {
    this.#troubles.clear();
    for (const resume of this.#waiting) resume();
    this.#waiting = [];
  }

  async call<T>(method: StoreMethod, work: () => Promise<T>): Promise<T> {
    this.calls.push(method);
    const trouble = this.#troubles.get(method);
    if (trouble instanceof StoreError) throw trouble;
    if (trouble === 'hangs') return new Promise(() => {});
    if (trouble === 'lets wait') await new Promise<void>((resume) => this.#waiting.push(resume));
    return work();
  }
}
