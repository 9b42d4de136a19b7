import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Chat, Viewer } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { ListName } from '../../monitor/types.js';
import type { MonitorConsumer } from './monitor-consumer.js';

/** Which list has the chats that an element of one chat is for; undefined for a viewer who sees none. */
export type ListOfViewer = (viewer: Viewer) => ListName | undefined;

/** The floor for those who watch it, else the viewer's own chats. */
export const floorOrMine: ListOfViewer = ({ roles }) =>
  roles.includes('supervisor') || roles.includes('admin') ? 'floor' : 'mine';

/** The viewer's own chats for those who can have some, else the floor. */
export const mineOrFloor: ListOfViewer = ({ roles }) => (roles.includes('agent') ? 'mine' : 'floor');

/**
 * One chat for a host that has its id. Keeps the list alive that the chat is in, so that the host works alone in a page,
 * and updates the host when the chat changes.
 */
export class ObservedChat implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #id: () => string | undefined;
  readonly #listOf: ListOfViewer;
  #monitor: ChatMonitor | undefined;
  #watched: string | undefined;
  #unwatch: Unsubscribe | undefined;
  #list: ListName | undefined;
  #leave: Unsubscribe | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    consumer: MonitorConsumer,
    id: () => string | undefined,
    listOf: ListOfViewer,
  ) {
    this.#host = host;
    this.#id = id;
    this.#listOf = listOf;
    host.addController(this);
    consumer.add((monitor) => this.#connect(monitor));
  }

  /** As shown: with what is under way. */
  get value(): Chat | undefined {
    const id = this.#id();
    return id === undefined ? undefined : this.#monitor?.chat(id);
  }

  /** That there is no value means something: the chats are there, and this one is not among them. */
  get gone(): boolean {
    const phase = this.#list && this.#monitor?.list(this.#list).value.phase;
    return this.value === undefined && (phase === 'ready' || phase === 'failed');
  }

  hostUpdate(): void {
    const id = this.#id();
    if (id === this.#watched) return;
    this.#unwatch?.();
    this.#watched = id;
    this.#unwatch = id === undefined ? undefined : this.#monitor?.watchChat(id, () => this.#host.requestUpdate());
    this.#lease();
  }

  #connect(monitor: ChatMonitor): readonly Unsubscribe[] {
    this.#monitor = monitor;
    // What was watched without a monitor is to be watched now.
    this.#watched = undefined;
    this.#host.requestUpdate();
    return [
      monitor.session.subscribe(() => {
        this.#lease();
        this.#host.requestUpdate();
      }),
      () => {
        this.#monitor = undefined;
        this.#watched = undefined;
        this.#unwatch?.();
        this.#lease();
      },
    ];
  }

  /** Holds the list that fits the viewer, as long as there is something to look for in it. */
  #lease(): void {
    const monitor = this.#monitor;
    const viewer = this.#watched === undefined ? undefined : monitor?.session.value?.viewer;
    const list = viewer && this.#listOf(viewer);
    if (list === this.#list) return;
    this.#leave?.();
    this.#leave = undefined;
    this.#list = list;
    if (!list || !monitor) return;
    const release = monitor.use(list);
    const unsubscribe = monitor.list(list).subscribe(() => this.#host.requestUpdate());
    this.#leave = () => {
      release();
      unsubscribe();
    };
  }
}
