import * as v from 'valibot';
import { logChange } from '../change-log/entry.js';
import { loadSettings } from '../domain/settings.js';
import type { Services } from '../services.js';
import { Crowd, type Request } from './crowd.js';

const bounded = (max: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(max));

export const controlState = v.strictObject({
  /** Messages per second. */
  traffic: bounded(200),
  /** Added to every call of the protocol. */
  latencyMs: bounded(5_000),
  /** The share of the protocol's calls that fail: half of them before, half after they took effect. */
  failureRate: bounded(1),
  /** What other supervisors do. */
  othersPerMinute: bounded(60),
  queueAssignment: v.boolean(),
});

const tickMs = 20;

export type ControlState = v.InferOutput<typeof controlState>;

/** What the demonstration's control panel sets, and the crowd that it drives. In memory: a restart is calm. */
export class DemoControl {
  readonly #services: Services;
  readonly #crowd: Crowd;
  #state: Omit<ControlState, 'queueAssignment'> = { traffic: 0, latencyMs: 0, failureRate: 0, othersPerMinute: 0 };
  #timers: NodeJS.Timeout[] = [];

  constructor(services: Services, request: Request) {
    this.#services = services;
    this.#crowd = new Crowd(request, services.onError);
  }

  get latencyMs(): number {
    return this.#state.latencyMs;
  }

  get failureRate(): number {
    return this.#state.failureRate;
  }

  async read(): Promise<ControlState> {
    const { queueAssignment } = await loadSettings(this.#services.database);
    return { ...this.#state, queueAssignment };
  }

  async write({ queueAssignment, ...state }: ControlState): Promise<void> {
    const { database, hub, now } = this.#services;
    this.#state = state;
    this.#restart();
    await database.transaction(async (tx) => {
      const changed = await tx.query(
        'UPDATE settings SET queue_assignment = $1 WHERE queue_assignment <> $1 RETURNING id',
        [queueAssignment],
      );
      if (changed.length > 0) await logChange(tx, now(), { entity: 'settings', id: 'settings' });
    });
    hub.hint();
  }

  /** Another supervisor moves a chat now. False where there is none to move. */
  actAsSomeoneElse(): Promise<boolean> {
    return this.#crowd.moveChat();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await this.#crowd.close();
  }

  #restart(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    const { traffic, othersPerMinute } = this.#state;
    this.#repeat(traffic, () => this.#crowd.writeMessage());
    this.#repeat(othersPerMinute / 60, () => this.#crowd.moveChat());
  }

  /** Acts so many times a second on average; what a late timer missed is made up for. */
  #repeat(perSecond: number, act: () => Promise<unknown>): void {
    if (perSecond === 0) return;
    let due = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const elapsed = performance.now() - before;
      before += elapsed;
      due = Math.min(due + (elapsed / 1_000) * perSecond, Math.max(1, perSecond));
      for (; due >= 1; due -= 1) void act().catch(this.#services.onError);
    }, tickMs);
    this.#timers.push(timer);
  }
}
