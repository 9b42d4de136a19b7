// @ts-check
import { createDeskAdapter } from '../src/adapter.js';
import { Desk } from './desk.js';

/**
 * What the kit needs of you: a fresh backend for each test, adapters to it, and a hand that looks behind them.
 *
 * @import { ConformanceBackend, ConformanceWorld, Person } from 'chat-monitor-elements/conformance'
 */

/** @type {Readonly<Record<Person, { id: string, name: string }>>} */
const people = {
  supervisor: { id: 'sue', name: 'Sue Park' },
  colleague: { id: 'cole', name: 'Cole Reed' },
  agent: { id: 'ann', name: 'Ann Wolf' },
  secondAgent: { id: 'sam', name: 'Sam Bell' },
  outsider: { id: 'otto', name: 'Otto Lang' },
};

const places = {
  home: { id: 'acme', name: 'Acme' },
  other: { id: 'globex', name: 'Globex' },
  queue: { id: 'network', name: 'Network' },
  secondQueue: { id: 'mail', name: 'Mail' },
  otherQueue: { id: 'phones', name: 'Phones' },
};

/** Nobody waits for a test. */
const hurry = { pace: { busy: 10, quiet: 50 }, heartbeat: 50 };

/** @returns {Promise<ConformanceWorld>} */
export async function factory() {
  const desk = new Desk();
  return {
    adapter: (person) =>
      createDeskAdapter({ src: 'https://desk.example/api', fetch: desk.fetchAs(people[person].id), ...hurry }),
    backend: probe(desk),
    close() {},
  };
}

/** @param {Desk} desk @returns {ConformanceBackend} */
function probe(desk) {
  return {
    people,
    places,
    openChat({ place = 'queue', requester = 'Rita', issue = 'Printer on fire' }) {
      const teamId = place === 'home' ? null : places[place].id;
      return desk.open({ teamId, companyId: 'acme', customer: requester, subject: issue });
    },
    write: (chatId) => desk.write(chatId),
    endChat: (chatId) => desk.end(chatId),
    chat(chatId) {
      const { state, company, team, agent } = desk.conversation(chatId);
      return {
        status: state === 'done' ? 'closed' : agent ? 'assigned' : 'pending',
        companyId: company.id,
        ...(team && { queueId: team.id }),
        ...(agent && { assigneeId: agent.id }),
        participants: [],
      };
    },
    // Another client of the desk: a colleague's, say. What the adapter does not grade is not asked for.
    perform(_, command) {
      if (command.type === 'release') return desk.move(command.chatId, {});
      if (command.type !== 'assign' && command.type !== 'transfer') {
        throw new Error(`The desk knows no ${command.type}.`);
      }
      const { type, id } = command.to;
      return desk.move(command.chatId, type === 'agent' ? { agentId: id } : { teamId: id });
    },
    // What follows may be left out: the tests that need it are listed as skipped then.
    openChats(count) {
      for (let opened = 0; opened < count; opened += 1) this.openChat({});
    },
    writeMany(chatIds) {
      for (const id of chatIds) desk.write(id);
    },
    setReachable(reachable) {
      desk.reachable = reachable;
    },
    signOut: (person) => void desk.signedOut.add(people[person].id),
    requests: () => desk.requests,
    now: () => Date.now(),
  };
}
