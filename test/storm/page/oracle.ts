import type { Knowledge } from '../steps.js';
import { shownAs } from './parts.js';
import type { Arrival, Given, StormLog } from './log.js';
import { chatIds, type World } from './world.js';

/** What is not yet as it must be in the end, while time goes on; undefined where everything is. */
export function unsettled(world: World): string | undefined {
  const { tabs, backend, viewer, log, connections } = world;
  if (connections !== 1) {
    const statuses = tabs.map(({ name, side }) => `${name} is ${side?.view.status}`).join(', ');
    return `there are ${connections} connections to the backend, and ${statuses}`;
  }
  const chats = chatIds.map((id) => [id, shownAs(backend.control.chat(id))] as const);
  for (const { name, side } of tabs) {
    if (side === undefined) return `${name} is loading`;
    const { status, viewer: shown, chats: rows, reports } = side.view;
    if (status !== 'live') return `${name} is ${status}`;
    if (shown !== viewer) return `${name} belongs to ${shown ?? 'nobody'}, and ${viewer} is signed in`;
    for (const [id, is] of chats) {
      if (rows[id] !== is) return `${name} shows "${rows[id] ?? 'nothing'}" for ${id}, which is "${is}"`;
    }
    const open = reports.find(({ event, delivery }) => delivery !== 'delivered' && !isGone(world, event.id));
    if (open !== undefined) return `${name} has ${open.event.id} ${open.event.outcome} ${open.delivery}`;
    for (const { id, told, tab } of log.given.values()) {
      if (tab === name && told === undefined) return `${name} still waits for ${id}`;
    }
  }
  // A page that could not read the disk yet does not know what waits there.
  for (const command of log.given.values()) {
    const arrived = log.arrivals.some(({ event }) => event.id === command.id);
    if (command.viewer === viewer && command.written && !command.wiped && !arrived) return `${command.id} waits`;
  }
  return undefined;
}

/**
 * Whoever deletes the browser's data takes from the pages what only the disk knew: that a record was delivered, to a page
 * that did not hear of it; and records of pages that are gone, which one that follows keeps until it leads.
 */
function isGone({ log, tabs }: World, id: string): boolean {
  const command = log.given.get(id);
  if (command?.wiped !== true) return false;
  return log.arrivals.some(({ event }) => event.id === id) || !tabs.some(({ name }) => name === command.tab);
}

/** What came of the commands, against what the backend knows itself. */
export class Oracle {
  readonly wrong: string[] = [];
  doubles = 0;
  lost = 0;
  readonly #world: World;
  readonly #log: StormLog;
  readonly #knowledge: Knowledge;

  constructor(world: World, knowledge: Knowledge) {
    this.#world = world;
    this.#log = world.log;
    this.#knowledge = knowledge;
    for (const command of this.#log.given.values()) this.#judge(command);
    for (const { event } of this.#log.arrivals) {
      if (!this.#log.given.has(event.id)) this.wrong.push(`${event.id} arrived, and nobody gave it`);
    }
  }

  #judge(command: Given): void {
    const { id } = command;
    const performed = this.#world.backend.control.performed(id);
    const arrivals = this.#log.arrivals.filter(({ event }) => event.id === id);
    if (performed > 1) this.wrong.push(`${id} was performed ${performed} times`);
    if (arrivals.length === 0) this.#judgeLoss(command, performed > 0);
    for (const { event } of arrivals) this.#judgeOutcome(command, event.outcome, performed > 0);
    arrivals.forEach((arrival, at) => {
      const last = arrivals[at - 1];
      // A request that comes twice comes for the same reason both times.
      const before = arrivals.find(({ delivery }) => delivery === last?.delivery);
      if (last !== undefined && before !== undefined && last.delivery !== arrival.delivery)
        this.#judgeDouble(command, before, arrival);
    });
    const table = this.#world.backend.control.reports.filter((event) => event.id === id);
    const once = this.#world.exactlyOnce;
    if (arrivals.length > 0 && table.length !== (once ? 1 : arrivals.length)) {
      this.wrong.push(`${id} is ${table.length} times in the backend's table`);
    }
    if (command.told === 'done' && performed === 0) this.wrong.push(`${id}: the user was told "done", and it was not`);
    if (command.told?.startsWith('refused') === true && performed > 0) {
      this.wrong.push(`${id}: the user was told "${command.told}", and it was done`);
    }
  }

  #judgeLoss({ id, tab, written, warned, wiped }: Given, performed: boolean): void {
    const lives = this.#world.tabs.some(({ name }) => name === tab);
    // Never given to the backend nor to the disk: nothing happened.
    if (!written && !performed && !warned) return;
    this.lost += 1;
    // Where the browser's data were deleted, the living tabs bring back what they know; what dead ones did is gone.
    if (lives || !(wiped || (!written && warned))) {
      this.wrong.push(`${id} is lost${performed ? ', and it was performed' : ''}`);
    }
  }

  #judgeOutcome({ id, tab, viewer }: Given, outcome: string, performed: boolean): void {
    const lives = this.#world.tabs.some(({ name }) => name === tab);
    // An answer was lost, and nobody can be asked; or who could ask is not signed in any more.
    const mayBeUnknown =
      this.#knowledge === 'nothing' ||
      // A page that stopped, as a sleeping one does, repeats nothing: too much may have happened meanwhile.
      (this.#knowledge === 'repeats' && (!lives || this.#stopped(tab))) ||
      this.#log.excuses.some(({ what }) => what === 'another viewer signed in');
    const right =
      outcome === 'done'
        ? performed
        : outcome === 'refused' || outcome === 'failed'
          ? !performed
          : outcome === 'unknown' && mayBeUnknown;
    if (!right) this.wrong.push(`${viewer}'s ${id} arrived as ${outcome}, and was ${performed ? '' : 'not '}performed`);
  }

  #stopped(tab: string): boolean {
    return this.#log.excuses.some((excuse) => excuse.what === 'the tab stopped' && excuse.tab === tab);
  }

  /** A second arrival needs a reason why the first could not be written down as delivered. */
  #judgeDouble({ id, tab: giver }: Given, first: Arrival, second: Arrival): void {
    this.doubles += 1;
    const { answered = Infinity, settled = Infinity, tab } = first.delivery;
    // The answer was lost on its way.
    if (answered > second.at) return;
    // What a page could not store it sends itself, through the page that is connected.
    const pages = [undefined, giver, tab, second.delivery.tab];
    const reason = this.#log.excuses.find(
      (excuse) =>
        // A page that cannot read the store knows nothing of what another delivered.
        pages.includes(excuse.tab) && excuse.at > first.at - 1 && excuse.at < second.at + 1,
    );
    const inTrouble = first.troubled || second.troubled;
    if (reason !== undefined || inTrouble) return;
    this.wrong.push(
      `${id} arrived twice, from ${tab} and ${second.delivery.tab}${settled < second.at ? ', though it was known to be delivered' : ''}`,
    );
  }
}
