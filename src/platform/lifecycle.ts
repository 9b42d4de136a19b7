import type { Lifecycle } from '../monitor/index.js';

let asleep = false;

export const lifecycle: Lifecycle = {
  get visible() {
    return document.visibilityState === 'visible';
  },
  get online() {
    return navigator.onLine;
  },
  get asleep() {
    return asleep;
  },
  subscribe(listener) {
    const changed = (): void => listener();
    // `pagehide` and `freeze` are the last that a page hears before it is put away.
    const sleep = (): void => {
      asleep = true;
      listener();
    };
    const wake = (): void => {
      asleep = false;
      listener();
    };
    const events: readonly (readonly [EventTarget, string, () => void])[] = [
      [document, 'visibilitychange', changed],
      [window, 'online', changed],
      [window, 'offline', changed],
      [window, 'pagehide', sleep],
      [window, 'pageshow', wake],
      [document, 'freeze', sleep],
      [document, 'resume', wake],
    ];
    for (const [target, name, heard] of events) target.addEventListener(name, heard);
    return () => {
      for (const [target, name, heard] of events) target.removeEventListener(name, heard);
    };
  },
};
