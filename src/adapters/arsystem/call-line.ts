/** One call at a time: calls of one account that run at once fail at some servers (9093). */
export class CallLine {
  #last: Promise<unknown> = Promise.resolve();

  /** In the order in which they are asked for. A call whose signal aborts while it waits is not made. */
  run<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason as Error);
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort);
      this.#last = this.#last.then(async () => {
        signal.removeEventListener('abort', onAbort);
        if (!signal.aborted) await call().then(resolve, reject);
      });
    });
  }
}
