import { setupServer } from 'msw/node';
import { createArSystemAdapter, type ArSystemAdapterOptions } from '../../../src/adapters/arsystem/index.js';
import type { ChatAdapter, Named } from '../../../src/contract/index.js';
import { ArPerson } from './ar-people.js';
import { ArServer } from './ar-server.js';
import type { Entry } from './ar-tables.js';
import { forms, roles } from './forms.js';

/** Listens for the whole test file. */
export const network = setupServer();

interface Employee {
  readonly name: string;
  readonly groups: string;
  /** Companies that the server shows to them; all by default. */
  readonly companies?: readonly string[];
  readonly queues?: readonly string[];
}

const supervisor = 'Live Chat Supervisor; Live Chat Agent;';

export const employees: Readonly<Record<string, Employee>> = {
  sue: { name: 'Sue', groups: supervisor },
  cole: { name: 'Cole', groups: supervisor },
  ann: { name: 'Ann', groups: 'Live Chat Agent', queues: ['SGP1'] },
  sam: { name: 'Sam', groups: 'Live Chat Agent', queues: ['SGP1'] },
  otto: { name: 'Otto', groups: 'Live Chat Supervisor', companies: ['Other'] },
};

export const supportGroups: readonly Entry[] = [
  { 'Support Group ID': 'SGP1', 'Support Group Name': 'Desk', Company: 'Home', Status: 'Enabled', 'Auto Assign': 'No' },
  {
    'Support Group ID': 'SGP2',
    'Support Group Name': 'Annex',
    Company: 'Home',
    Status: 'Enabled',
    'Auto Assign': 'No',
  },
  {
    'Support Group ID': 'SGP3',
    'Support Group Name': 'Field',
    Company: 'Other',
    Status: 'Enabled',
    'Auto Assign': 'No',
  },
  {
    'Support Group ID': 'SGP9',
    'Support Group Name': 'Gone',
    Company: 'Home',
    Status: 'Obsolete',
    'Auto Assign': 'No',
  },
];

export interface OpenedChat {
  readonly company?: string;
  /** By id; `null` for none. */
  readonly queue?: string | null;
  readonly requester?: string;
  readonly issue?: string;
}

/** A made-up installation: its server, who works there, and what customers do. */
export class Installation {
  readonly server: ArServer;
  readonly #people: Record<string, Employee> = { ...employees };

  constructor() {
    this.server = new ArServer((user, form, row) => this.#sees(user, form, row));
    const { tables } = this.server;
    for (const Company of ['Home', 'Other']) tables.create('COM:Company', 'admin', { Company, Status: 'Enabled' });
    for (const group of supportGroups) tables.create('CTM:Support Group', 'admin', group);
    for (const [login, { name, groups, queues = [] }] of Object.entries(employees)) {
      tables.create('User', 'admin', { 'Login Name': login, 'Full Name': name, 'Group List': groups });
      if (!groups.includes('Live Chat Agent')) continue;
      tables.create('ACME:Chat Agent', 'admin', {
        'Login ID': login,
        'Full Name': name,
        Availability: 'Available',
        'Status Code': 'Ready',
        'Available For': 3,
      });
      for (const queue of queues) {
        const place = { 'Login ID': login, 'Support Group ID': queue };
        tables.create('CTM:Support Group Association', 'admin', place);
      }
    }
    network.use(this.server.handler);
  }

  adapter(login: string, options: Partial<ArSystemAdapterOptions> = {}): ChatAdapter {
    const token = this.server.signIn(login);
    return createArSystemAdapter({
      src: this.server.src,
      token: () => token,
      forms,
      roles,
      settings: { maxMessageLength: 200 },
      polling: { fastest: 10, slowest: 20, everything: 60 },
      ...options,
    });
  }

  as(login: string): ArPerson {
    return new ArPerson(this.server, this.named(login), (other) => this.named(other).name);
  }

  named(login: string): Named {
    return { id: login, name: this.#people[login]?.name ?? login };
  }

  setGroups(login: string, groups: string): void {
    const user = this.server.tables.rows('User').find((row) => row['Login Name'] === login);
    this.server.tables.update('User', String(user?.['Request ID']), 'admin', { 'Group List': groups });
  }

  /** A customer opens a chat; its id. */
  openChat({ queue = 'SGP1', requester = 'Rita', issue = 'Printer on fire', company }: OpenedChat = {}): string {
    const group = supportGroups.find((one) => one['Support Group ID'] === queue);
    const row = this.server.tables.create('ACME:Live Chat', 'customer', {
      'Chat Status': 'In Queue',
      'Customer Login ID': 'customer',
      'Customer Name': requester,
      Summary: issue,
      Company: company ?? group?.['Company'] ?? 'Home',
      'Support Group ID': queue,
      'Support Group Name': group?.['Support Group Name'] ?? null,
      'Waiting Since': this.server.tables.stamp(),
    });
    return String(row['Request ID']);
  }

  /** The customer writes. */
  write(chatId: string, text: string): void {
    this.server.tables.create('ACME:Chat Message', 'customer', {
      'Chat ID': chatId,
      'Sender Name': 'Rita',
      'Sender Type': 'Customer',
      Message: text,
    });
  }

  /** The customer ends the chat. */
  end(chatId: string): void {
    this.server.tables.update('ACME:Live Chat', chatId, 'customer', { 'Chat Status': 'Closed' });
  }

  chat(chatId: string): Entry {
    return this.server.tables.row('ACME:Live Chat', chatId);
  }

  /** Row-level access, as the server's own groups give it. */
  #sees(user: string, form: string, row: Entry): boolean {
    const companies = this.#people[user]?.companies;
    if (form === 'ACME:Chat Message' || form === 'ACME:Chat Participant') {
      return this.#sees(user, 'ACME:Live Chat', this.chat(String(row['Chat ID'])));
    }
    if (!['COM:Company', 'CTM:Support Group', 'ACME:Live Chat'].includes(form)) return true;
    return companies?.includes(String(row['Company'])) ?? true;
  }
}
