import type { Lifecycle } from '../monitor/index.js';

let asleep = false;
let followed = false;

/** Once and for good: who subscribes later is to be told the truth, too. */
function followSleep(): void {
  if (followed) return;
  followed = true;
  // `pagehide` and `freeze` are the last that a page hears before it is put away.
  const events: readonly (readonly [EventTarget, string, boolean])[] = [
    [window, 'pagehide', true],
    [document, 'freeze', true],
    [document, 'resume', false],
    [window, 'pageshow', false],
  ];
  for (const [target, name, value] of events) target.addEventListener(name, () => (asleep = value));
}

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
    followSleep();
    const changed = (): void => listener();
    const events: readonly (readonly [EventTarget, string])[] = [
      [document, 'visibilitychange'],
      [window, 'online'],
      [window, 'offline'],
      [window, 'pagehide'],
      [window, 'pageshow'],
      [document, 'freeze'],
      [document, 'resume'],
    ];
    for (const [target, name] of events) target.addEventListener(name, changed);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, changed);
    };
  },
};
