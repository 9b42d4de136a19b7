import { randomBytes } from 'node:crypto';
import type { Database, SqlValue } from '../../../demo/backend/database/database.js';
import { hashToken } from '../../../demo/backend/http/authenticate.js';
import type { ConformancePlaces, Person } from '../../../src/conformance/index.js';
import type { Named } from '../../../src/contract/index.js';
import { staff } from '../staff.js';

const lifetime = 24 * 60 * 60 * 1_000;

/**
 * Two companies with queues and people of their own. Nobody sees beyond the own companies, so many worlds live in one
 * database and know nothing of each other.
 */
export class Company {
  readonly places: ConformancePlaces;
  readonly people: Readonly<Record<Person, Named>>;
  readonly #database: Database;
  readonly #prefix: string;
  #customers = 0;

  constructor(database: Database, prefix: string) {
    this.#database = database;
    this.#prefix = prefix;
    const named = (id: string, name: string): Named => ({ id: `${prefix}-${id}`, name });
    this.places = {
      home: named('home', 'Home'),
      other: named('other', 'Other'),
      queue: named('desk', 'Desk'),
      secondQueue: named('annex', 'Annex'),
      otherQueue: named('field', 'Field'),
    };
    const entries = Object.entries(staff).map(([person, { name }]) => [person, named(person.toLowerCase(), name)]);
    this.people = Object.fromEntries(entries) as Readonly<Record<Person, Named>>;
  }

  async found(now: number): Promise<void> {
    const { home, other, queue, secondQueue, otherQueue } = this.places;
    for (const company of [home, other]) await this.#insert('companies', { ...company });
    for (const [{ id, name }, company] of [
      [queue, home],
      [secondQueue, home],
      [otherQueue, other],
    ] as const) {
      await this.#insert('queues', { id, name, company_id: company.id });
    }
    for (const [person, { name, roles }] of Object.entries(staff)) {
      const { id } = this.people[person as Person];
      await this.#insert('users', { id, name, roles });
      const companies = person === 'outsider' ? [other] : roles.includes('supervisor') ? [home, other] : [home];
      for (const company of companies) await this.#insert('user_companies', { user_id: id, company_id: company.id });
      if (!roles.includes('agent')) continue;
      await this.#insert('agents', { user_id: id, availability: 'available', status_since: now, capacity: 3 });
      if (roles.length === 1) await this.#insert('memberships', { user_id: id, queue_id: queue.id });
    }
  }

  /** A new customer; resolves with the id. */
  async customer(name: string): Promise<string> {
    const id = `${this.#prefix}-customer-${(this.#customers += 1)}`;
    await this.#insert('users', { id, name, roles: [] });
    for (const { id: company } of [this.places.home, this.places.other]) {
      await this.#insert('user_companies', { user_id: id, company_id: company });
    }
    return id;
  }

  /** Signs somebody in, in a slot; resolves with the token. */
  async signIn(userId: string, slot: string, now: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const row = { token_hash: hashToken(token), user_id: userId, slot, expires_at: now + lifetime };
    await this.#insert('sign_ins', row);
    return token;
  }

  async #insert(table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> {
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    await this.#database.query(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }
}
