import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { MonitorEvents } from '../../monitor/types.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { Translate } from './failure-text.js';
import { pageSurroundings, type NotifierSurroundings } from './notifications.js';

type AssistRequest = MonitorEvents['assist-requested'];

/**
 * Tells a supervisor who is not looking at the dashboard that an agent asks for help: one notification per request,
 * whatever the number of tabs, closed again when the request ends or the supervisor looks.
 *
 * Tabs agree through Web Locks: a looked-at tab holds the shared lock `looking`, and the one tab that sends holds the
 * request's own lock while its notification stands.
 */
export class AssistNotifier {
  readonly #monitor: ChatMonitor;
  readonly #texts: Translate;
  readonly #page: NotifierSurroundings;
  /** By assist id; resolving ends the notification and gives its lock back. */
  readonly #standing = new Map<string, () => void>();
  #stopLooking: (() => void) | undefined;
  #viewerId: string | undefined;
  #unsubscribe: readonly Unsubscribe[] = [];

  constructor(monitor: ChatMonitor, texts: Translate, page: NotifierSurroundings = pageSurroundings()) {
    this.#monitor = monitor;
    this.#texts = texts;
    this.#page = page;
  }

  start(): void {
    if (this.#unsubscribe.length > 0) return;
    const { document, window } = this.#page;
    const look = (): void => this.#look();
    const listen = (
      target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
      type: string,
    ): Unsubscribe => {
      target.addEventListener(type, look);
      return () => target.removeEventListener(type, look);
    };
    this.#unsubscribe = [
      this.#monitor.on('assist-requested', (request) => void this.#requested(request)),
      this.#monitor.on('assist-cleared', ({ assistId }) => this.#standing.get(assistId)?.()),
      this.#monitor.session.subscribe(() => this.#viewerMayHaveChanged()),
      this.#monitor.list('floor').subscribe(look),
      listen(document, 'visibilitychange'),
      listen(window, 'focus'),
      listen(window, 'blur'),
    ];
    this.#look();
  }

  stop(): void {
    this.#unsubscribe.forEach((unsubscribe) => unsubscribe());
    this.#unsubscribe = [];
    this.#endAll();
    this.#endLooking();
  }

  get #lookingHere(): boolean {
    const { document } = this.#page;
    return this.#onFloor && document.visibilityState === 'visible' && document.hasFocus();
  }

  /** This page is a dashboard: an agent's console of the same user neither tells nor counts as looking. */
  get #onFloor(): boolean {
    return this.#monitor.list('floor').value.phase !== 'idle';
  }

  /** Locks and notifications are the viewer's. */
  #viewerMayHaveChanged(): void {
    const viewerId = this.#monitor.session.value?.viewer.id;
    if (viewerId !== this.#viewerId) this.#endAll();
    this.#viewerId = viewerId;
    this.#endLooking();
    this.#look();
  }

  #endAll(): void {
    this.#standing.forEach((end) => end());
  }

  #endLooking(): void {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
  }

  /** Takes or gives back the lock that tells the other tabs that somebody looks at the dashboard. */
  #look(): void {
    const looking = this.#lookingHere;
    if (looking || !this.#onFloor) this.#endAll();
    if (!looking) this.#endLooking();
    if (!looking || this.#stopLooking) return;
    const ended = new Promise<void>((resolve) => (this.#stopLooking = resolve));
    void this.#page.locks?.request(this.#lockName('looking'), { mode: 'shared' }, () => ended);
  }

  async #requested(request: AssistRequest): Promise<void> {
    const { assistId } = request;
    // The last question costs the browser most.
    if (this.#lookingHere || this.#standing.has(assistId) || !this.#wanted(request)) return;
    // Known from now on, so that a withdrawal that comes before the lock is seen.
    const ending = new AbortController();
    const end = (): void => {
      this.#standing.delete(assistId);
      ending.abort();
    };
    this.#standing.set(assistId, end);
    try {
      await this.#alone(assistId, async () => {
        if (await this.#lookingElsewhere()) return;
        if (!ending.signal.aborted) await this.#show(request, ending.signal, end);
      });
    } finally {
      end();
    }
  }

  /** Supervisors are told of others' requests; administrators who are nothing else are not. */
  #wanted({ by }: AssistRequest): boolean {
    const viewer = this.#monitor.session.value?.viewer;
    if (!viewer?.roles.includes('supervisor') || viewer.id === by.id || !this.#onFloor) return false;
    return this.#page.Notification?.permission === 'granted';
  }

  /** Resolves when the notification is gone. */
  async #show({ chat, assistId, by, message }: AssistRequest, ending: AbortSignal, end: () => void): Promise<void> {
    const Api = this.#page.Notification;
    if (!Api) return;
    const notification = new Api(this.#texts.t('assist.notification.title', by.name), {
      body: this.#texts.t('assist.notification.body', chat.requester.name, message),
      tag: `chat-monitor-assist:${assistId}`,
    });
    notification.addEventListener('click', () => {
      this.#page.window.focus();
      end();
    });
    notification.addEventListener('close', end);
    await new Promise((resolve) => ending.addEventListener('abort', resolve));
    notification.close();
  }

  /** Runs the task in one tab only; without Web Locks the notification's tag keeps it to one. */
  async #alone(assistId: string, task: () => Promise<void>): Promise<void> {
    const { locks } = this.#page;
    if (!locks) return task();
    await locks.request(this.#lockName(assistId), { ifAvailable: true }, (lock) => (lock ? task() : undefined));
  }

  async #lookingElsewhere(): Promise<boolean> {
    const state = await this.#page.locks?.query();
    const name = this.#lockName('looking');
    return state?.held?.some((lock) => lock.name === name) ?? false;
  }

  #lockName(what: string): string {
    return `chat-monitor-elements:${this.#monitor.session.value?.viewer.id ?? ''}:${what}`;
  }
}
