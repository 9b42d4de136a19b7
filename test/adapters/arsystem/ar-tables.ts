import type { FormMap } from '../../../src/adapters/arsystem/index.js';
import { forms } from './forms.js';

export type Entry = Record<string, string | number | null>;

/** What is wrong, in AR System's own way. */
export class ArError extends Error {
  readonly status: number;
  readonly number: number;

  constructor(status: number, number: number, text: string) {
    super(text);
    this.status = status;
    this.number = number;
  }
}

/** Fields that the server sets on every form. */
const core = ['Request ID', 'Submitter', 'Submit Date', 'Create Date', 'Last Modified By', 'Modified Date'];

/** The fields of each form beside those of the form map. */
const more: Readonly<Record<string, readonly string[]>> = {
  'CTM:Support Group': ['Status'],
  'COM:Company': ['Status'],
};

/** The labels of selection fields, by form and field. */
const selections = new Map<string, readonly string[]>([
  [key(forms.chats.form, forms.chats.fields.status), Object.values(forms.chats.statuses)],
  [key(forms.agents.form, forms.agents.fields.availability), Object.values(forms.agents.availabilities)],
  ['ACME:Chat Participant/Mode', ['Participant', 'Monitor']],
  ['ACME:Chat Participant/Status', ['Joined', 'Left']],
  ['ACME:Chat Message/Sender Type', ['Customer', 'Agent', 'System']],
  ['ES_Chat:Report_Event/Event Status', ['Open', 'Complete']],
]);

function key(form: string, field: string): string {
  return `${form}/${field}`;
}

/** Forms and their entries, with what the server does by itself. */
export class ArTables {
  readonly #tables = new Map<string, { readonly fields: ReadonlySet<string>; readonly rows: Map<string, Entry> }>();
  #lastId = 0;
  /** Added to this machine's clock, ms. */
  ahead = 0;

  constructor() {
    for (const { form, fields } of Object.values(forms as unknown as Record<string, FormMap<object>>)) {
      const names = new Set([...core, ...Object.values(fields as Record<string, string>), ...(more[form] ?? [])]);
      this.#tables.set(form, { fields: names, rows: new Map() });
    }
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  /** The server's time as it writes it: to the second. */
  stamp(at = this.now()): string {
    return `${new Date(at).toISOString().slice(0, 19)}.000+0000`;
  }

  rows(form: string): Entry[] {
    return [...this.#table(form).rows.values()];
  }

  row(form: string, id: string): Entry {
    const row = this.#table(form).rows.get(id);
    if (row === undefined) throw new ArError(404, 302, 'Entry does not exist in database');
    return row;
  }

  /** Throws where the form has no such field. */
  value(form: string, row: Entry, field: string): unknown {
    this.#checkField(form, field);
    if (form === 'ACME:Chat Agent' && field === 'Assigned Chats') return this.#loadOf(row);
    return row[field] ?? null;
  }

  create(form: string, user: string, values: Entry): Entry {
    this.#lastId += 1;
    const row: Entry = { 'Request ID': String(this.#lastId).padStart(15, '0') };
    this.#table(form).rows.set(String(row['Request ID']), row);
    this.#set(form, row, user, values);
    const stamp = this.stamp();
    Object.assign(row, { Submitter: user, 'Submit Date': stamp, 'Create Date': stamp });
    if (form === 'ACME:Chat Message') this.#countMessage(row);
    return row;
  }

  update(form: string, id: string, user: string, values: Entry): Entry {
    const row = this.row(form, id);
    this.#set(form, row, user, values);
    return row;
  }

  delete(form: string, id: string): void {
    this.#table(form).rows.delete(id);
  }

  #set(form: string, row: Entry, user: string, values: Entry): void {
    for (const [field, value] of Object.entries(values)) {
      this.#checkField(form, field);
      const labels = selections.get(key(form, field));
      if (labels !== undefined && value !== null && !labels.includes(String(value))) {
        throw new ArError(400, 306, `Value does not fall within the limits specified for the field: ${field}`);
      }
      // Texts keep their case and spaces; an empty one is no value.
      row[field] = value === '' ? null : value;
    }
    // No two writes fall into one second, the finest that the server knows, so that each is told from the one before.
    this.ahead += 1_000;
    Object.assign(row, { 'Last Modified By': user, 'Modified Date': this.stamp() });
  }

  #checkField(form: string, field: string): void {
    if (!this.#table(form).fields.has(field)) {
      throw new ArError(400, 314, `Field does not exist on current form: ${field}`);
    }
  }

  #table(form: string): { readonly fields: ReadonlySet<string>; readonly rows: Map<string, Entry> } {
    const table = this.#tables.get(form);
    if (table === undefined) throw new ArError(404, 303, `Form does not exist on server: ${form}`);
    return table;
  }

  /** A workflow of the installation: open chats that are assigned to the agent, whoever may see them. */
  #loadOf(agent: Entry): number {
    const assigned = this.rows('ACME:Live Chat').filter(
      (chat) => chat['Assignee Login ID'] === agent['Login ID'] && chat['Chat Status'] !== 'Closed',
    );
    return assigned.length;
  }

  #countMessage(message: Entry): void {
    const chat = this.row('ACME:Live Chat', String(message['Chat ID']));
    chat['Message Count'] = Number(chat['Message Count'] ?? 0) + 1;
    chat['Last Message Date'] = message['Submit Date'] ?? null;
    chat['Modified Date'] = this.stamp();
  }
}
