import type { Agent, Message, Named, Notice, ReportMapping, Session, Settings } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { ChangeLog } from './change-log.js';
import type { ChatPatch, ChatRow } from './chat-row.js';
import { patched } from './chat-row.js';
import type { MemoryQueue, MemorySeed, MemoryUser } from './types.js';

const standardReports: ReportMapping = {
  transfer: { eventId: 10001, event: 'Chat transferred', filter1: 'from', filter2: 'to', filter3: 'outcome' },
  assign: { eventId: 10002, event: 'Chat assigned', filter1: 'queue', filter2: 'to', filter3: 'outcome' },
  release: { eventId: 10003, event: 'Chat released', filter1: 'from', filter2: 'queue', filter3: 'outcome' },
};

/** The backend's tables. Every change goes through here, into the log, and wakes the watches. */
export class MemoryStore {
  readonly users = new Map<string, MemoryUser>();
  readonly companies = new Map<string, Named>();
  readonly queues = new Map<string, MemoryQueue>();
  readonly chats = new Map<string, ChatRow>();
  readonly agents = new Map<string, Agent>();
  readonly messages = new Map<string, Message[]>();
  readonly reports: ReportMapping;
  readonly log: ChangeLog;
  settings: Omit<Settings, 'companies'>;
  /** Grows when roles or settings change, so that what viewers may do is worked out anew. */
  revision = 0;
  clockOffset = 0;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #counters = new Map<string, number>();

  constructor(seed: MemorySeed, now: () => number, logLimit: number) {
    this.#now = now;
    this.log = new ChangeLog(logLimit);
    this.reports = seed.reports ?? standardReports;
    this.settings = { queueAssignment: true, ...seed.settings };
    for (const company of seed.companies) this.companies.set(company.id, company);
    for (const queue of seed.queues) this.queues.set(queue.id, queue);
    for (const user of seed.users) this.addUser(user);
  }

  /** The backend's clock. */
  now(): number {
    return this.#now() + this.clockOffset;
  }

  /** A new id ("chat-7"). */
  nextId(kind: string): string {
    const count = (this.#counters.get(kind) ?? 0) + 1;
    this.#counters.set(kind, count);
    return `${kind}-${String(count)}`;
  }

  /** Calls back after every change; returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  user(id: string): MemoryUser {
    const user = this.users.get(id);
    if (user === undefined) throw new ChatError('unauthenticated', `There is no user "${id}" in this backend.`);
    return user;
  }

  name(userId: string): Named {
    return { id: userId, name: this.users.get(userId)?.name ?? userId };
  }

  namedQueue(id: string): Named & { readonly company: Named } {
    const queue = this.queues.get(id);
    if (queue === undefined) throw new ChatError('not-found', `There is no support queue "${id}".`);
    return { id, name: queue.name, company: this.company(queue.companyId) };
  }

  company(id: string): Named {
    const company = this.companies.get(id);
    if (company === undefined) throw new ChatError('not-found', `There is no company "${id}".`);
    return company;
  }

  /** Adds or replaces somebody; what an agent is busy with stays. */
  addUser(user: MemoryUser): void {
    this.users.set(user.id, user);
    if (!user.roles.includes('agent')) {
      this.#putAgent(user.id, undefined);
      return;
    }
    const { availability = 'available', statusCode = 'Ready', capacity = 3, queues = [] } = user.agent ?? {};
    const known = this.agents.get(user.id);
    this.#putAgent(user.id, {
      id: user.id,
      name: user.name,
      availability,
      statusCode,
      statusSince: this.now(),
      ...(capacity !== null && { capacity }),
      load: known?.load ?? 0,
      queues: queues.map((id) => ({ id, name: this.namedQueue(id).name })),
    });
  }

  /** Changes some fields of an agent. */
  patchAgent(id: string, patch: Partial<Omit<Agent, 'id'>>): void {
    const agent = this.agents.get(id);
    if (agent !== undefined) this.#putAgent(id, { ...agent, ...patch });
  }

  #putAgent(id: string, agent: Agent | undefined): void {
    const before = this.agents.get(id);
    if (agent === undefined) {
      if (before === undefined) return;
      this.agents.delete(id);
      this.log.append('agent', id, before, undefined);
    } else {
      const after = { ...agent, version: (before?.version ?? 0) + 1 };
      this.agents.set(id, after);
      this.log.append('agent', id, before, after);
    }
    this.wake();
  }

  addChat(row: ChatRow): void {
    this.chats.set(row.id, row);
    this.messages.set(row.id, []);
    this.log.append('chat', row.id, undefined, row);
    this.#count(row.assignee, 1);
    this.wake();
  }

  /** Changes a chat and whose load it counts in; returns it as it now is. */
  patchChat(id: string, patch: ChatPatch): ChatRow {
    const before = this.chat(id);
    const after = patched(before, patch);
    this.chats.set(id, after);
    this.log.append('chat', id, before, after);
    if (before.assignee?.id !== after.assignee?.id) {
      this.#count(before.assignee, -1);
      this.#count(after.assignee, 1);
    }
    this.wake();
    return after;
  }

  chat(id: string): ChatRow {
    const row = this.chats.get(id);
    if (row === undefined) throw new ChatError('not-found', `There is no chat "${id}".`);
    return row;
  }

  #count(assignee: Named | undefined, step: number): void {
    const agent = assignee === undefined ? undefined : this.agents.get(assignee.id);
    if (agent !== undefined) this.patchAgent(agent.id, { load: agent.load + step });
  }

  addMessage(message: Message): void {
    this.messages.get(message.chatId)?.push(message);
    this.log.append('message', message.id, undefined, message);
    const { messageCount = 0 } = this.chat(message.chatId);
    this.patchChat(message.chatId, { messageCount: messageCount + 1, lastMessageAt: message.at });
  }

  addNotice(userId: string, notice: Notice): void {
    this.log.append('notice', notice.id, undefined, { ...notice, userId });
    this.wake();
  }

  /** What viewers may do has changed. */
  revise(): void {
    this.revision += 1;
    this.wake();
  }

  /** The part of a session that is about the viewer and the administrator's settings. */
  sessionOf(userId: string): Omit<Session, 'capabilities'> {
    const user = this.user(userId);
    const companies = [...this.companies.values()].filter((company) => user.companies?.includes(company.id) ?? true);
    return {
      viewer: { id: user.id, name: user.name, roles: user.roles },
      settings: { ...this.settings, companies },
      reports: this.reports,
      at: this.now(),
    };
  }
}
