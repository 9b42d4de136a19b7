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
    const open = reports.find(({ event, delivery }) => delivery !== 'delivered' && !isGone(world, name, event.id));
    if (open !== undefined) return `${name} has ${open.event.id} ${open.event.outcome} ${open.delivery}`;
    for (const { id, told, tab } of log.given.values()) {
      if (tab === name && told === undefined) return `${name} still waits for ${id}`;
    }
  }
  for (const command of log.given.values()) {
    if (command.viewer !== viewer || !command.written) continue;
    const arrivals = log.arrivals.filter(({ event }) => event.id === command.id);
    // A page that could not read the disk yet does not know what waits there.
    if (arrivals.length === 0) return `${command.id} waits`;
    // What a tab wrote in its last moment nobody saw.
    const seen = arrivals.every(({ delivery }) => tabs.some(({ name }) => name === delivery.tab));
    if (seen && arrivals.every(({ noted }) => noted === undefined)) return `the store does not know of ${command.id}`;
  }
  return undefined;
}

/**
 * Whoever deletes the browser's data takes from a page what only the disk would have told it: that another one, which
 * lives on and needs no store to know it, delivered its record.
 */
function isGone({ log, tabs }: World, tab: string, id: string): boolean {
  const command = log.given.get(id);
  if (command?.wiped !== true || command.tab === tab) return false;
  return log.arrivals.some(({ event }) => event.id === id) && tabs.some(({ name }) => name === command.tab);
}

/** What came of the commands, against what the backend knows itself. */
export class Oracle {
  readonly wrong: string[];
  doubles = 0;
  lost = 0;
  readonly #world: World;
  readonly #log: StormLog;
  readonly #knowledge: Knowledge;

  constructor(world: World, knowledge: Knowledge) {
    this.#world = world;
    this.#log = world.log;
    this.#knowledge = knowledge;
    this.wrong = [...world.log.wrong];
    for (const command of this.#log.given.values()) this.#judge(command);
    for (const { event } of this.#log.arrivals) {
      if (!this.#log.given.has(event.id)) this.wrong.push(`${event.id} arrived, and nobody gave it`);
    }
    this.#judgeOrder();
  }

  #judge(command: Given): void {
    const { id, told } = command;
    const performed = this.#world.backend.control.performed(id);
    const arrivals = this.#log.arrivals.filter(({ event }) => event.id === id);
    if (performed > 1) this.wrong.push(`${id} was performed ${performed} times`);
    if (arrivals.length === 0) this.#judgeLoss(command, performed > 0);
    for (const arrival of arrivals) this.#judgeTruth(command, arrival, performed > 0);
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
    if (told === 'done' && performed === 0) this.wrong.push(`${id}: the user was told "done", and it was not`);
    if (/^(refused|failed)/.test(told ?? '') && performed > 0) {
      this.wrong.push(`${id}: the user was told "${told ?? ''}", and it was done`);
    }
  }

  #judgeLoss({ id, tab, sent, writtenAt, written, warned }: Given, performed: boolean): void {
    // Never given to the backend nor to the disk: nothing happened.
    if (!sent && writtenAt === undefined && !warned) return;
    this.lost += 1;
    // What was in memory only, or in a database that was deleted, is gone with the tab that knew it.
    const lives = this.#world.tabs.some(({ name }) => name === tab);
    if (lives || written) this.wrong.push(`${id} is lost${performed ? ', and it was performed' : ''}`);
  }

  #judgeTruth(command: Given, arrival: Arrival, performed: boolean): void {
    const { id, viewer, chatId, told = '' } = command;
    const { event } = arrival;
    const { outcome } = event;
    const right =
      outcome === 'done'
        ? performed
        : outcome === 'refused' || outcome === 'failed'
          ? !performed
          : outcome === 'unknown' && this.#mayBeUnknown(command, arrival);
    if (!right) this.wrong.push(`${viewer}'s ${id} arrived as ${outcome}, and was ${performed ? '' : 'not '}performed`);
    if (event.chatId !== chatId || event.actor.id !== viewer) {
      this.wrong.push(`${viewer}'s ${id} for ${chatId} arrived as ${event.actor.id}'s for ${event.chatId}`);
    }
    // A page that lives and knows it is not asked for, nor is anybody else.
    const known = /^(done|refused|failed)/.exec(told)?.[0];
    if (known !== undefined && known !== outcome && !this.#wasGone(command, arrival)) {
      this.wrong.push(`${id} arrived as ${outcome}, and the user was told "${told}"`);
    }
  }

  #mayBeUnknown(command: Given, arrival: Arrival): boolean {
    // Who could ask was not signed in any more when the answer was lost.
    if (this.#log.excused(command.at, arrival.at, ['another viewer signed in'])) return true;
    switch (this.#knowledge) {
      case 'asks':
        return false;
      case 'repeats':
        // A page that stopped, as a sleeping one does, repeats nothing: too much may have happened meanwhile.
        return this.#wasGone(command, arrival);
      case 'nothing':
        return command.answered === undefined || this.#wasGone(command, arrival, command.answered.tab);
    }
  }

  /** Whether the tab that gave it, or another one, was not there for all the time until its record arrived. */
  #wasGone({ at, tab }: Given, arrival: Arrival, ...others: readonly string[]): boolean {
    return this.#log.excused(at, arrival.at, ['the tab died', 'the tab stopped'], tab, ...others);
  }

  /** A second arrival needs a reason why it was not known yet that the first is there. */
  #judgeDouble({ id, tab: giver }: Given, first: Arrival, second: Arrival): void {
    this.doubles += 1;
    const { answered = Infinity, tab } = first.delivery;
    // The answer was lost on its way.
    if (answered > second.at) return;
    const noted = first.noted ?? Infinity;
    if (!this.#mayComeTwice(giver, first, second, Math.min(noted, second.at))) {
      const known = noted < second.at ? ', though it was known to be there' : '';
      this.wrong.push(`${id} arrived twice, from ${tab} and ${second.delivery.tab}${known}`);
    }
  }

  /** `until`: when the store knew, at the latest, that the first one arrived. */
  #mayComeTwice(giver: string, first: Arrival, second: Arrival, until: number): boolean {
    const log = this.#log;
    const { tab } = first.delivery;
    const sender = second.delivery.tab;
    const troubled = first.troubled || second.troubled;
    // Through the connection of one tab others send what they could not store: nothing else, and not its own.
    const bySame = tab === sender && (tab === giver || (first.stored && second.stored && !troubled));
    // What a page heard itself it knows without any store.
    if (bySame) return log.excused(first.at, second.at, ['the tab stopped'], tab);
    if (log.excused(first.at, second.at, ['the database was deleted'])) return true;
    // A page that cannot read the store knows nothing of what another delivered.
    if (troubled) return true;
    if (log.excused(first.at, until, ['the tab died', 'the tab stopped', 'its store worked again'], tab)) return true;
    // It was about to send what it had looked up; or nobody else knows what it could not store.
    const senders = first.stored ? [sender] : [sender, giver];
    return log.excused(first.at, until, ['the tab stopped', 'its store worked again'], ...senders);
  }

  /** Records of one chat arrive in the order in which things happened, as far as they could be known. */
  #judgeOrder(): void {
    const { given, arrivals } = this.#log;
    const seen = new Map<string, readonly [Given, Arrival]>();
    for (const arrival of arrivals) {
      const command = given.get(arrival.event.id);
      if (command === undefined || seen.has(command.id)) continue;
      for (const [later, itsArrival] of seen.values()) {
        if (later.viewer !== command.viewer || later.chatId !== command.chatId) continue;
        if (this.#wasKnown(command, later) && !this.#mayOvertake(later, itsArrival)) {
          this.wrong.push(`${later.id} arrived before ${command.id}, which was given earlier for ${command.chatId}`);
        }
      }
      seen.set(command.id, [command, arrival]);
    }
  }

  /** What a page could not store when it was given it sends as soon as it can, whatever waits for the store. */
  #mayOvertake({ at, tab, writtenAt }: Given, { at: arrived, delivery, troubled }: Arrival): boolean {
    if (troubled || writtenAt === undefined) return true;
    return this.#log.excused(at, arrived, ['its store worked again'], tab, delivery.tab);
  }

  /** Whether a command's record was on the disk when another was given, and stayed there. */
  #wasKnown({ writtenAt = Infinity, wiped }: Given, { at }: Given): boolean {
    return writtenAt < at && !wiped;
  }
}
