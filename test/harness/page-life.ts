/** What a page does and hears waits while it is frozen, and never happens once it is dead. */
export class PageLife {
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
