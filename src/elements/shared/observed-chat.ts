import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Chat, Viewer } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { ListName } from '../../monitor/types.js';
import type { MonitorConsumer } from './monitor-consumer.js';

/** Which list has the chats that an element of one chat is for. */
export type ListOfViewer = (viewer: Viewer) => ListName;

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
  #followed: string | undefined;
  #list: ListName | undefined;
  #unsubscribes: readonly Unsubscribe[] = [];

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
    consumer.add((monitor) => {
      this.#monitor = monitor;
      host.requestUpdate();
      return [
        monitor.session.subscribe(() => host.requestUpdate()),
        () => {
          this.#monitor = undefined;
          this.hostUpdate();
        },
      ];
    });
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

  /** Holds the list that fits the viewer, as long as there is something to look for in it. */
  hostUpdate(): void {
    const monitor = this.#monitor;
    const id = this.#id();
    const viewer = id === undefined ? undefined : monitor?.session.value?.viewer;
    const list = viewer && this.#listOf(viewer);
    if (id === this.#followed && list === this.#list) return;
    const left = this.#unsubscribes;
    const update = (): void => this.#host.requestUpdate();
    this.#followed = id;
    this.#list = list;
    this.#unsubscribes =
      monitor && list && id !== undefined
        ? [monitor.use(list), monitor.list(list).subscribe(update), monitor.watchChat(id, update)]
        : [];
    left.forEach((unsubscribe) => unsubscribe());
  }
}
