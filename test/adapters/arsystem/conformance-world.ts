import { HttpResponse } from 'msw';
import type { ConformancePlace, ConformancePlaces, ConformanceWorld, Person } from '../../../src/conformance/index.js';
import type { ChatStatus, JoinMode, Named, ReportEvent } from '../../../src/contract/index.js';
import { recordOf } from '../../../src/adapters/arsystem/report-record.js';
import type { Entry } from './ar-tables.js';
import { forms } from './forms.js';
import { Installation } from './installation.js';

const people: Readonly<Record<Person, Named>> = {
  supervisor: { id: 'sue', name: 'Sue' },
  colleague: { id: 'cole', name: 'Cole' },
  agent: { id: 'ann', name: 'Ann' },
  secondAgent: { id: 'sam', name: 'Sam' },
  outsider: { id: 'otto', name: 'Otto' },
};

const places: ConformancePlaces = {
  home: { id: 'Home', name: 'Home' },
  other: { id: 'Other', name: 'Other' },
  queue: { id: 'SGP1', name: 'Desk' },
  secondQueue: { id: 'SGP2', name: 'Annex' },
  otherQueue: { id: 'SGP3', name: 'Field' },
};

const queueOf: Readonly<Record<ConformancePlace, string | null>> = {
  queue: 'SGP1',
  secondQueue: 'SGP2',
  otherQueue: 'SGP3',
  home: null,
};

const statuses: Readonly<Record<string, ChatStatus>> = {
  'In Queue': 'pending',
  Assigned: 'assigned',
  Transferred: 'transferred',
  Closed: 'closed',
};

const groups = { supervisor: 'Live Chat Supervisor', agent: 'Live Chat Agent', admin: 'Administrator' } as const;

/** The kit's world on a made-up installation. Watches are looks here, so none is open at the server. */
export async function arSystemWorld(): Promise<ConformanceWorld> {
  const home = new Installation();
  const { server } = home;
  const idOf = (person: Person): string => people[person].id;
  /** Who is signed in, where it is not who it was. */
  const instead = new Map<string, string>();

  function openChat(place: ConformancePlace = 'queue', requester?: string, issue?: string): string {
    return home.openChat({ queue: queueOf[place], ...(requester && { requester }), ...(issue && { issue }) });
  }

  function failNext(): void {
    server.intercept = () => {
      server.intercept = undefined;
      return HttpResponse.error();
    };
  }

  return {
    adapter(person) {
      const token = server.signIn(idOf(person));
      return home.adapter(idOf(person), { token: () => instead.get(idOf(person)) ?? token, heartbeat: 50 });
    },
    close: () => undefined,
    backend: {
      people,
      places,
      openChat: ({ place, requester, issue }) => openChat(place, requester, issue),
      write: (chatId, text) => home.write(chatId, text),
      endChat: (chatId) => home.end(chatId),
      chat(chatId) {
        const row = home.chat(chatId);
        const text = (field: string): string | undefined => (row[field] as string | null | undefined) ?? undefined;
        const [queueId, assigneeId] = [text('Support Group ID'), text('Assignee Login ID')];
        const assistId = text('Assist Request ID');
        return {
          status: statuses[String(row['Chat Status'])] as ChatStatus,
          companyId: String(row['Company']),
          ...(queueId && { queueId }),
          ...(assigneeId && { assigneeId }),
          participants: participantsOf(server.tables.rows('ACME:Chat Participant'), chatId),
          ...(assistId && { assistId }),
        };
      },
      perform: async (person, command) => home.as(idOf(person)).perform(command),
      openChats(count) {
        for (let opened = 0; opened < count; opened += 1) openChat();
      },
      writeMany(chatIds) {
        for (const chatId of chatIds) home.write(chatId, 'One of many');
      },
      setAgent: (person, { availability, capacity }) =>
        home.as(idOf(person)).setStatus(availability === 'available' ? 'Available' : 'Unavailable', capacity),
      setRoles: (person, roles) => home.setGroups(idOf(person), roles.map((role) => groups[role]).join(';')),
      cut: failNext,
      failNext,
      setReachable(reachable) {
        server.reachable = reachable;
      },
      signOut: (person) => server.signOut(idOf(person)),
      signInInstead(person, other) {
        instead.set(idOf(person), server.signIn(idOf(other)));
      },
      requests: () => server.requests.length,
      reports: (): readonly ReportEvent[] =>
        server.tables.rows('ES_Chat:Report_Event').map((row) => recordOf(forms.reports!, row)),
      numberedRefusal() {
        const chatId = openChat();
        server.locked.add(chatId);
        const command = { type: 'assign', chatId, to: { type: 'agent', id: 'ann' } } as const;
        return { person: 'supervisor', command, backendCode: '45501' };
      },
    },
  };
}

function participantsOf(rows: readonly Entry[], chatId: string): { readonly id: string; readonly mode: JoinMode }[] {
  return rows
    .filter((row) => row['Chat ID'] === chatId && row['Status'] === 'Joined')
    .map((row) => ({ id: String(row['Login ID']), mode: row['Mode'] === 'Monitor' ? 'monitor' : 'participate' }));
}
