import { HttpResponse } from 'msw';
import type { ConformanceBackend, ConformanceWorld, Person } from '../../../../src/conformance/index.js';
import { people, type ConformancePlaces } from '../../../../src/conformance/backend.js';
import type { Named, Role } from '../../../../src/contract/index.js';
import { staff } from '../../../conformance/staff.js';
import { TestServer } from '../backend/server.js';
import { act } from './acts.js';

const places: ConformancePlaces = {
  home: { id: 'home', name: 'Home' },
  other: { id: 'other', name: 'Other' },
  queue: { id: 'desk', name: 'Desk' },
  secondQueue: { id: 'annex', name: 'Annex' },
  otherQueue: { id: 'field', name: 'Field' },
};

const companies = [
  { ...places.home, departments: ['desk', 'annex'] },
  { ...places.other, departments: ['field'] },
];

/** A server of its own: two companies by departments, and an outsider who monitors the unit of one department. */
export async function rocketchatWorld(): Promise<ConformanceWorld> {
  const server = new TestServer();
  /** Who is signed in where this person's adapter is. */
  const signedIn = new Map<Person, string>();
  server.state.departments.clear();
  server.state.users.clear();
  for (const { id, name } of [places.queue, places.secondQueue, places.otherQueue]) {
    server.state.departments.set(id, { _id: id, name, enabled: true });
  }
  for (const person of people) {
    const { name, roles } = staff[person];
    const user = server.person(person, name, rolesOf(roles), roles.length > 1 ? [] : ['desk']);
    user.limit = 3;
    if (person === 'outsider') Object.assign(user, { unit: ['field'], departments: [] });
    signedIn.set(person, person);
  }
  return {
    adapter: (person) =>
      server.adapter(person, {
        id: 'rocketchat',
        companies,
        headers: () => {
          const id = signedIn.get(person) ?? person;
          return { 'X-Auth-Token': server.user(id).token ?? 'over', 'X-User-Id': id };
        },
      }),
    backend: probe(server, signedIn),
    close: () => undefined,
  };
}

function probe(server: TestServer, signedIn: Map<Person, string>): ConformanceBackend {
  const { state, livechat } = server;
  const named = (person: Person): Named => ({ id: person, name: staff[person].name });
  return {
    people: Object.fromEntries(people.map((person) => [person, named(person)])) as ConformanceBackend['people'],
    places,
    openChat: ({ place = 'queue', requester = 'Rita', issue = 'Printer on fire' }) =>
      livechat.open(requester, issue, place === 'home' ? undefined : places[place].id)._id,
    write: (chatId, text) => void livechat.write(chatId, text),
    endChat: (chatId) => livechat.end(chatId),
    chat: (chatId) => {
      const room = state.room(chatId);
      const assigneeId = room.open ? room.servedBy?._id : undefined;
      const inside = [...(state.members.get(chatId) ?? [])].filter((id) => id !== assigneeId);
      const assistId = new URLSearchParams(room.tags?.find((tag) => tag.startsWith('need-'))?.split('?')[1]).get('id');
      return {
        status: !room.open ? 'closed' : assigneeId === undefined ? 'pending' : 'assigned',
        companyId: room.departmentId === 'field' ? 'other' : 'home',
        ...(room.departmentId !== undefined && { queueId: room.departmentId }),
        ...(assigneeId !== undefined && { assigneeId }),
        participants: inside.map((id) => ({ id, mode: 'participate' as const })),
        ...(assistId !== null && { assistId }),
      };
    },
    perform: (person, command) => act(server, server.user(person), command),
    openChats: (count) => {
      for (let index = 0; index < count; index += 1) livechat.open('Rita', 'One of many', 'desk');
    },
    writeMany: (chatIds) => {
      for (const chatId of chatIds) livechat.write(chatId, 'Still burning');
    },
    setAgent: (person, { availability, capacity }) => {
      const user = server.user(person);
      user.statusLivechat = availability === 'available' ? 'available' : 'not-available';
      if (capacity !== undefined) user.limit = capacity;
    },
    setRoles: (person, roles) => void (server.user(person).roles = rolesOf(roles)),
    setReachable: (reachable) => {
      server.fault = reachable ? undefined : () => HttpResponse.error();
      server.realtime.isBlocked = !reachable;
      if (!reachable) server.realtime.cut();
    },
    signOut: (person) => void (server.user(signedIn.get(person) ?? person).token = undefined),
    signInInstead: (person, instead) => void signedIn.set(person, instead),
    failNext: (call) => {
      const failing = call === 'perform' ? 'POST' : 'GET livechat/department';
      server.fault = (name) => {
        if (!name.startsWith(failing)) return undefined;
        server.fault = undefined;
        return new HttpResponse(null, { status: 503 });
      };
    },
    // Looks are the watches of this adapter, and reads belong to a command: what is counted are writes, and the list of queues.
    requests: () => server.calls.filter((name) => /^POST|livechat\/department$/.test(name)).length,
    loseAnswer: () => void (server.losesAnswer = true),
    numberedRefusal: () => {
      server.user('secondAgent').limit = 0;
      const chatId = livechat.open('Rita', 'Printer on fire', 'desk')._id;
      const command = { type: 'assign', chatId, to: { type: 'agent', id: 'secondAgent' } } as const;
      return { person: 'supervisor', command, backendCode: 'error-max-number-simultaneous-chats-reached' };
    },
  };
}

function rolesOf(roles: readonly Role[]): string[] {
  const words: Readonly<Record<Role, string>> = {
    supervisor: 'livechat-manager',
    agent: 'livechat-agent',
    admin: 'admin',
  };
  return roles.map((role) => words[role]);
}
