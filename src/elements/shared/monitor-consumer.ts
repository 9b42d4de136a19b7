import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Observable, Unsubscribe } from '../../monitor/observable.js';
import { ensureContextReplay, monitorContext } from './context.js';

export type MonitorConnect = (monitor: ChatMonitor) => readonly Unsubscribe[] | void;

type Host = ReactiveControllerHost & HTMLElement;

/** Milliseconds that an element waits for a monitor before it says that there is none. */
const patience = 2000;

/**
 * Finds the monitor that serves the host, wherever it stands and whatever came first. Runs `connect` for each monitor
 * it finds, also after the host was moved, and the functions that `connect` returned when that monitor is left.
 */
export class MonitorConsumer implements ReactiveController {
  readonly #host: Host;
  readonly #connects: MonitorConnect[] = [];
  #value: ChatMonitor | undefined;
  #unsubscribes: Unsubscribe[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #missing = false;

  constructor(host: Host, connect?: MonitorConnect) {
    this.#host = host;
    if (connect) this.#connects.push(connect);
    // Before the context's own controller, whose request is answered at once where a provider is there.
    host.addController(this);
    new ContextConsumer(host, {
      context: monitorContext,
      subscribe: true,
      callback: (monitor) => this.#set(monitor),
    });
  }

  get value(): ChatMonitor | undefined {
    return this.#value;
  }

  /** No monitor came in reasonable time: worth telling the user. */
  get missing(): boolean {
    return this.#missing;
  }

  /** Has `connect` run as well, from the next monitor on. For controllers that are made together with their host. */
  add(connect: MonitorConnect): void {
    this.#connects.push(connect);
    if (this.#value) this.#run(connect, this.#value);
  }

  hostConnected(): void {
    ensureContextReplay(this.#host.ownerDocument);
    this.#wait();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#leave();
  }

  #set(monitor: ChatMonitor | undefined): void {
    if (monitor === this.#value) return;
    this.#leave();
    if (!monitor) {
      this.#wait();
      return;
    }
    clearTimeout(this.#timer);
    this.#missing = false;
    this.#value = monitor;
    for (const connect of this.#connects) this.#run(connect, monitor);
  }

  #run(connect: MonitorConnect, monitor: ChatMonitor): void {
    const unsubscribes = connect(monitor);
    if (unsubscribes) this.#unsubscribes.push(...unsubscribes);
  }

  #leave(): void {
    this.#value = undefined;
    const unsubscribes = this.#unsubscribes;
    this.#unsubscribes = [];
    for (const unsubscribe of unsubscribes) unsubscribe();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#missing = true;
      this.#host.requestUpdate();
    }, patience);
  }
}

/** One observable of the monitor. The host updates when it was replaced, and for nothing else. */
export class Observed<T> {
  #observable: Observable<T> | undefined;

  constructor(host: Host, consumer: MonitorConsumer, select: (monitor: ChatMonitor) => Observable<T>) {
    consumer.add((monitor) => {
      const observable = select(monitor);
      this.#observable = observable;
      const unsubscribe = observable.subscribe(() => host.requestUpdate());
      return [
        () => {
          unsubscribe();
          this.#observable = undefined;
        },
      ];
    });
  }

  /** Undefined while there is no monitor. */
  get value(): T | undefined {
    return this.#observable?.value;
  }
}
