/** One call at a time: for a backend that cannot take two at once, or where one compares what the other changes. */
export class CallLine {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * In the order in which they are asked for; with `about`, only those about the same wait for each other. A call whose
   * signal aborts while it waits is not made.
   */
  run<T>(signal: AbortSignal, call: () => Promise<T>, about = ''): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason as Error);
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      const before = this.#last.get(about) ?? Promise.resolve();
      const work = before.then(async () => {
        signal.removeEventListener('abort', onAbort);
        if (!signal.aborted) await Promise.resolve().then(call).then(resolve, reject);
        if (this.#last.get(about) === work) this.#last.delete(about);
      });
      this.#last.set(about, work);
    });
  }
}
