/** Settles as `promise` does, or rejects with `late()` after `ms` milliseconds. */
export function within<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(late());
    }, ms);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/** The next turn of the event loop: what was on its way by now has come. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
