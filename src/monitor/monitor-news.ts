import { Listeners, State, type Unsubscribe } from './observable.js';
import type { MonitorEventName, MonitorEvents, MonitorFault } from './types.js';

const FAULTS_KEPT = 100;

/** What a monitor tells beyond its state: events, each once, and what went wrong. */
export class MonitorNews {
  /** Newest last. */
  readonly faults = new State<readonly MonitorFault[]>([]);
  readonly #listeners = new Map<MonitorEventName, Listeners<[never]>>();

  on<N extends MonitorEventName>(name: N, listener: (detail: MonitorEvents[N]) => void): Unsubscribe {
    let listeners = this.#listeners.get(name);
    if (listeners === undefined) this.#listeners.set(name, (listeners = new Listeners<[never]>()));
    return (listeners as unknown as Listeners<[MonitorEvents[N]]>).add(listener);
  }

  emit<N extends MonitorEventName>(name: N, detail: MonitorEvents[N]): void {
    (this.#listeners.get(name) as unknown as Listeners<[MonitorEvents[N]]> | undefined)?.call(detail);
  }

  fault(fault: MonitorFault): void {
    this.faults.set([...this.faults.value, fault].slice(-FAULTS_KEPT));
    this.emit('fault', fault);
  }
}
