import { expect, waitUntil } from '@open-wc/testing';
import { createMemoryBackend, type MemoryBackend, type MemorySeed } from '../../../src/adapters/memory/index.js';
import { AssistNotifier } from '../../../src/elements/shared/assist-notifier.js';
import { requestAssistNotifications, type NotifierSurroundings } from '../../../src/elements/shared/notifications.js';
import { Texts } from '../../../src/elements/shared/texts/texts.js';
import { ChatMonitor } from '../../../src/monitor/index.js';
import { browserPorts } from '../../../src/platform/index.js';
import { floorSeed } from '../../harness/floor.js';

/** Stands for the browser's notifications, and keeps them all. */
class FakeNotification extends EventTarget {
  static permission: NotificationPermission = 'granted';
  static shown: FakeNotification[] = [];
  open = true;

  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    super();
    FakeNotification.shown.push(this);
  }

  close(): void {
    this.open = false;
  }
}

/** One tab's document and window, looked at or not. */
class FakeTab extends EventTarget {
  looking = false;
  focusCalls = 0;

  get visibilityState(): DocumentVisibilityState {
    return this.looking ? 'visible' : 'hidden';
  }

  hasFocus(): boolean {
    return this.looking;
  }

  focus(): void {
    this.focusCalls++;
  }

  look(looking: boolean): void {
    this.looking = looking;
    this.dispatchEvent(new Event('visibilitychange'));
  }

  surroundings(): NotifierSurroundings {
    return {
      Notification: FakeNotification as unknown as typeof Notification,
      locks: navigator.locks,
      document: this,
      window: this,
    };
  }
}

describe('AssistNotifier', () => {
  let backend: MemoryBackend;
  let monitor: ChatMonitor;
  let stops: (() => void)[] = [];

  const admin = { id: 'ada', name: 'Ada', roles: ['admin'] } as const;
  const seed: MemorySeed = { ...floorSeed, users: [...floorSeed.users, admin] };
  const raise = (): void => void backend.control.as('ann').raiseAssist('running', 'stuck');
  const lookingIsHeld = async (): Promise<boolean> =>
    ((await navigator.locks.query()).held ?? []).some(({ name }) => name?.endsWith(':looking'));

  async function open(viewerId = 'tom'): Promise<void> {
    backend = createMemoryBackend(seed);
    monitor = new ChatMonitor({
      adapter: backend.adapter({ viewerId, id: crypto.randomUUID() }),
      ports: browserPorts(),
    });
    stops.push(monitor.use('floor'), () => monitor.stop());
    monitor.start();
    await waitUntil(() => monitor.list('floor').value.phase === 'ready');
  }

  function tab(looking = false): FakeTab {
    const fake = new FakeTab();
    fake.looking = looking;
    const notifier = new AssistNotifier(monitor, new Texts(), fake.surroundings());
    notifier.start();
    stops.push(() => notifier.stop());
    return fake;
  }

  beforeEach(() => {
    FakeNotification.permission = 'granted';
    FakeNotification.shown = [];
  });

  afterEach(async () => {
    for (const stop of stops.reverse()) stop();
    stops = [];
    await waitUntil(async () => !(await lookingIsHeld()));
  });

  it('tells a supervisor who does not look, once for several tabs', async () => {
    await open();
    tab();
    tab();
    raise();
    await waitUntil(() => FakeNotification.shown.length > 0);
    // Whoever asks for the lock of the request now, is told after the second tab was.
    await navigator.locks.query();
    expect(FakeNotification.shown.length).to.equal(1);
    const [{ title, options }] = FakeNotification.shown as [FakeNotification];
    expect(title).to.equal('Ann Agent needs assistance');
    expect(options.body).to.equal('Chat with Rolf: stuck');
  });

  it('tells nobody while one of the tabs is looked at', async () => {
    await open();
    tab();
    tab(true);
    await waitUntil(lookingIsHeld);
    let requested = false;
    monitor.on('assist-requested', () => (requested = true));
    raise();
    await waitUntil(() => requested);
    await navigator.locks.query();
    await navigator.locks.query();
    expect(FakeNotification.shown).to.deep.equal([]);
  });

  it('takes it back when the request ends, and when the supervisor looks', async () => {
    await open();
    const one = tab();
    raise();
    await waitUntil(() => FakeNotification.shown.length === 1);
    backend.control.as('ann').clearAssist('running');
    await waitUntil(() => !FakeNotification.shown[0]!.open);
    raise();
    await waitUntil(() => FakeNotification.shown.length === 2);
    one.look(true);
    await waitUntil(() => !FakeNotification.shown[1]!.open);
  });

  it('sends none for a request that is withdrawn at once', async () => {
    await open();
    tab();
    raise();
    backend.control.as('ann').clearAssist('running');
    raise();
    await waitUntil(() => FakeNotification.shown.some(({ open }) => open));
    expect(FakeNotification.shown.length).to.equal(1);
  });

  it('brings the window back on a click', async () => {
    await open();
    const one = tab();
    raise();
    await waitUntil(() => FakeNotification.shown.length === 1);
    FakeNotification.shown[0]!.dispatchEvent(new Event('click'));
    expect(one.focusCalls).to.equal(1);
    await waitUntil(() => !FakeNotification.shown[0]!.open);
  });

  for (const [who, viewerId, permission] of [
    ['an administrator', 'ada', 'granted'],
    ['a supervisor who did not allow it', 'tom', 'default'],
  ] as const) {
    it(`tells ${who} nothing`, async () => {
      await open(viewerId);
      FakeNotification.permission = permission;
      tab();
      let requested = false;
      monitor.on('assist-requested', () => (requested = true));
      raise();
      await waitUntil(() => requested);
      await navigator.locks.query();
      expect(FakeNotification.shown).to.deep.equal([]);
    });
  }

  it('asks for permission, and says where there is nothing to ask for', async () => {
    const Api = { requestPermission: async () => 'granted' as const } as unknown as typeof Notification;
    expect(await requestAssistNotifications({ Notification: Api })).to.equal('granted');
    expect(await requestAssistNotifications({})).to.equal('unsupported');
  });
});
