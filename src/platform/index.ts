import {
  memoryStores,
  type Channel,
  type Clock,
  type Lifecycle,
  type MonitorPorts,
  type Random,
  type Scheduler,
} from '../monitor/index.js';

/** A hidden page gets no animation frames, and nobody looks: changes are collected for this long, ms. */
const HIDDEN_DELAY = 250;

const clock: Clock = {
  // Follows neither a clock that the user sets nor one that the network corrects.
  now: () => performance.timeOrigin + performance.now(),
  wall: () => Date.now(),
  setTimer(callback, delay) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

const scheduler: Scheduler = {
  requestFlush(callback) {
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      cancel();
      callback();
    };
    // The timer also covers the page that is hidden between the request and its frame.
    const timer = setTimeout(once, HIDDEN_DELAY);
    const frame = document.visibilityState === 'visible' ? requestAnimationFrame(once) : undefined;
    const cancel = (): void => {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
    return cancel;
  },
};

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

const lifecycle: Lifecycle = {
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

const random: Random = {
  id: () => createId(),
  fraction: () => Math.random(),
};

const openStore = memoryStores();

/** The monitor's ports on a browser page. */
export function browserPorts(): MonitorPorts {
  return { clock, scheduler, lifecycle, random, openStore, openChannel };
}

function openChannel(name: string): Channel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(listener) {
      const onMessage = ({ data }: MessageEvent<unknown>): void => listener(data);
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
    close: () => channel.close(),
  };
}

/** `crypto.randomUUID` exists on secure pages only; portals on plain http in a company's network are not. */
function createId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let id = '';
  for (const byte of bytes) id += byte.toString(16).padStart(2, '0');
  return id;
}
