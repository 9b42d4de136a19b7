import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { MonitorEventName, MonitorEvents } from '../../monitor/types.js';
import { ensureContextReplay, monitorContext, textsContext } from './context.js';
import { ContextSource } from './context-source.js';
import { AssistClearedEvent } from './events/assist-cleared-event.js';
import { AssistRequestedEvent } from './events/assist-requested-event.js';
import { AttentionChangeEvent } from './events/attention-change-event.js';
import { ChatConnectionChangeEvent } from './events/chat-connection-change-event.js';
import { ChatNoticeEvent } from './events/chat-notice-event.js';
import { ReportEventEvent } from './events/report-event-event.js';
import { languageOf } from './texts/language.js';
import { Texts, type TextsSource } from './texts/texts.js';
import { warnOnce } from './warn-once.js';

type DomEvents = { readonly [N in Exclude<MonitorEventName, 'fault'>]: new (detail: MonitorEvents[N]) => Event };

const domEvents: DomEvents = {
  'assist-requested': AssistRequestedEvent,
  'assist-cleared': AssistClearedEvent,
  'attention-change': AttentionChangeEvent,
  'chat-notice': ChatNoticeEvent,
  'report-event': ReportEventEvent,
  'chat-connection-change': ChatConnectionChangeEvent,
};

/**
 * Serves everything inside one element with a monitor and texts, fires the monitor's events as DOM events, and notifies
 * a supervisor who does not look.
 */
export class MonitorHost {
  readonly #source: ContextSource<ChatMonitor | undefined>;
  readonly #textsSource: ContextSource<TextsSource | undefined>;
  readonly #target: HTMLElement;
  #connected = false;
  #unsubscribes: Unsubscribe[] = [];

  /**
   * @param root serves what is inside it
   * @param monitor may come later; until then the elements inside wait
   * @param target where the events are fired, by default on `root`
   */
  constructor(root: HTMLElement, monitor?: ChatMonitor, texts?: TextsSource, target: HTMLElement = root) {
    this.#source = new ContextSource(root, monitorContext, monitor);
    this.#textsSource = new ContextSource(root, textsContext, texts);
    this.#target = target;
  }

  get monitor(): ChatMonitor | undefined {
    return this.#source.value;
  }

  set monitor(monitor: ChatMonitor | undefined) {
    if (monitor === this.#source.value) return;
    this.#silence();
    // Events first: what a consumer sets off is told as well.
    if (this.#connected) this.#forward(monitor);
    this.#source.value = monitor;
  }

  set texts(texts: TextsSource | undefined) {
    this.#textsSource.value = texts;
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    ensureContextReplay(this.#target.ownerDocument);
    this.#forward(this.monitor);
    this.#textsSource.connect();
    this.#source.connect();
  }

  disconnect(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#source.disconnect();
    this.#textsSource.disconnect();
    this.#silence();
  }

  get #texts(): Texts {
    const { value } = this.#textsSource;
    return new Texts(value?.locale ?? languageOf(this.#target), value?.messages);
  }

  #forward(monitor: ChatMonitor | undefined): void {
    if (!monitor) return;
    for (const name of Object.keys(domEvents) as (keyof DomEvents)[]) {
      this.#unsubscribes.push(this.#forwardOne(monitor, name));
    }
    this.#unsubscribes.push(this.#notify(monitor));
  }

  /** The notifier comes after the rows: what they begin with is no news. */
  #notify(monitor: ChatMonitor): Unsubscribe {
    let ended = false;
    let stop: Unsubscribe = () => {};
    const start = async (): Promise<void> => {
      const { AssistNotifier } = await import('./assist-notifier.js');
      if (ended) return;
      const notifier = new AssistNotifier(monitor, { t: (key, ...args) => this.#texts.t(key, ...args) });
      notifier.start();
      stop = () => notifier.stop();
    };
    start().catch((error: unknown) =>
      warnOnce(this.#target.localName, `cannot notify of requests for assistance: ${String(error)}`),
    );
    return () => {
      ended = true;
      stop();
    };
  }

  #forwardOne<N extends keyof DomEvents>(monitor: ChatMonitor, name: N): Unsubscribe {
    const DomEvent = domEvents[name];
    return monitor.on(name, (detail) => this.#target.dispatchEvent(new DomEvent(detail)));
  }

  #silence(): void {
    const unsubscribes = this.#unsubscribes;
    this.#unsubscribes = [];
    for (const unsubscribe of unsubscribes) unsubscribe();
  }
}
