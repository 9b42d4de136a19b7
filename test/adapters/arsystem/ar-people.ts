import type { ChatCommand, Named } from '../../../src/contract/index.js';
import type { ArServer } from './ar-server.js';
import type { Entry } from './ar-tables.js';

/** Somebody in another client of the installation: what they do is written as its own console writes it. */
export class ArPerson {
  readonly #server: ArServer;
  readonly #me: Named;
  readonly #nameOf: (login: string) => string;

  constructor(server: ArServer, me: Named, nameOf: (login: string) => string) {
    this.#server = server;
    this.#me = me;
    this.#nameOf = nameOf;
  }

  perform(command: ChatCommand): void {
    if (command.type === 'set-agent-status') {
      const status = command.availability === 'available' ? 'Available' : 'Unavailable';
      this.setStatus(status, command.capacity);
      return;
    }
    const { chatId } = command;
    switch (command.type) {
      case 'assign':
      case 'transfer':
        if (command.to.type === 'queue') this.#toQueue(chatId, command.to.id);
        else this.#toAgent(chatId, command.to.id);
        break;
      case 'release':
        this.#put(chatId, this.#waiting);
        break;
      case 'accept':
        this.#put(chatId, { 'Chat Status': 'Assigned', ...noTransfer });
        break;
      case 'decline':
        this.#decline(chatId);
        break;
      case 'close':
        this.#put(chatId, { 'Chat Status': 'Closed' });
        break;
      case 'raise-assist':
        this.#put(chatId, {
          'Assist Request ID': `console-${this.#server.tables.now()}-${Math.random()}`,
          'Assist Login ID': this.#me.id,
          'Assist Name': this.#me.name,
          'Assist Date': this.#server.tables.stamp(),
          'Assist Message': command.message ?? null,
        });
        break;
      case 'clear-assist':
        this.#put(chatId, noAssist);
        break;
      case 'claim-assist':
        this.#put(chatId, { 'Assist Claimed Login ID': this.#me.id, 'Assist Claimed Name': this.#me.name });
        break;
      case 'leave':
        this.#place(chatId, { Status: 'Left' });
        break;
      case 'join':
      case 'set-mode':
        this.#place(chatId, { Status: 'Joined', Mode: command.mode === 'monitor' ? 'Monitor' : 'Participant' });
    }
  }

  setStatus(availability: string, capacity?: number): void {
    const row = this.#find('ACME:Chat Agent', { 'Login ID': this.#me.id });
    this.#server.tables.update('ACME:Chat Agent', String(row?.['Request ID']), this.#me.id, {
      Availability: availability,
      ...(capacity !== undefined && { 'Available For': capacity }),
    });
  }

  #toAgent(chatId: string, login: string): void {
    const chat = this.#server.tables.row('ACME:Live Chat', chatId);
    const from = chat['Assignee Login ID'];
    const offered = chat['Chat Status'] !== 'In Queue' && login !== this.#me.id && login !== from;
    this.#put(chatId, {
      'Chat Status': offered ? 'Transferred' : 'Assigned',
      'Assignee Login ID': login,
      Assignee: this.#nameOf(login),
      'Waiting Since': null,
      'Handled Since': this.#server.tables.stamp(),
      ...noTransfer,
      ...(offered && {
        'Transferred From Login ID': from ?? null,
        'Transferred From': chat['Assignee'] ?? null,
        'Transfer Date': this.#server.tables.stamp(),
      }),
    });
  }

  #toQueue(chatId: string, id: string): void {
    const queue = this.#find('CTM:Support Group', { 'Support Group ID': id });
    this.#put(chatId, {
      ...this.#waiting,
      'Support Group ID': id,
      'Support Group Name': queue?.['Support Group Name'] ?? null,
      Company: queue?.['Company'] ?? null,
    });
  }

  #decline(chatId: string): void {
    const chat = this.#server.tables.row('ACME:Live Chat', chatId);
    const from = chat['Transferred From Login ID'];
    const back = {
      'Chat Status': 'Assigned',
      'Assignee Login ID': from ?? null,
      Assignee: chat['Transferred From'] ?? null,
    };
    this.#put(chatId, from === null ? this.#waiting : { ...back, ...noTransfer });
  }

  get #waiting(): Entry {
    const nobody = { 'Assignee Login ID': null, Assignee: null, 'Handled Since': null };
    const since = this.#server.tables.stamp();
    return { 'Chat Status': 'In Queue', ...nobody, 'Waiting Since': since, ...noTransfer, ...noAssist };
  }

  #place(chatId: string, values: Entry): void {
    const form = 'ACME:Chat Participant';
    const row = this.#find(form, { 'Chat ID': chatId, 'Login ID': this.#me.id });
    const { tables } = this.#server;
    if (row !== undefined) tables.update(form, String(row['Request ID']), this.#me.id, values);
    else {
      const own = { 'Chat ID': chatId, 'Login ID': this.#me.id, 'Full Name': this.#me.name };
      tables.create(form, this.#me.id, { ...own, ...values });
    }
  }

  #put(chatId: string, values: Entry): void {
    this.#server.tables.update('ACME:Live Chat', chatId, this.#me.id, values);
  }

  #find(form: string, values: Entry): Entry | undefined {
    const wanted = Object.entries(values);
    return this.#server.tables.rows(form).find((row) => wanted.every(([field, value]) => row[field] === value));
  }
}

const noTransfer: Entry = {
  'Transferred From Login ID': null,
  'Transferred From': null,
  'Transfer Date': null,
  'Transfer Note': null,
};

const noAssist: Entry = {
  'Assist Request ID': null,
  'Assist Login ID': null,
  'Assist Name': null,
  'Assist Date': null,
  'Assist Message': null,
  'Assist Claimed Login ID': null,
  'Assist Claimed Name': null,
};
