import { abortErrorOf, ChatError, type CallOptions } from '../../contract/index.js';
import type { CallLine } from '../shared/call-line.js';
import { readBack } from '../shared/read-back.js';
import type { RestAnswer, RestClient, RestRequest } from '../shared/rest-client.js';
import type { FormMap } from './forms.js';
import { all, type Qualification } from './qualification.js';
import type { Values } from './values.js';

/** What a form's map names: the fields to read. */
export type AnyForm = FormMap<Readonly<Record<string, string | undefined>> | object>;

export interface PageRequest {
  readonly where?: Qualification | undefined;
  /** Field and direction: `Request ID.asc`. */
  readonly sort?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** How often a list that moves while it is read is begun anew. */
const READ_AGAIN = 3;

/** The entries of forms, over one connection. */
export class Entries {
  readonly #rest: RestClient;
  readonly #line: CallLine;
  readonly #pageSize: number;
  readonly #closing: AbortSignal;
  /** Told before each write: what it throws ends the write. */
  beforeWrite: (call: CallOptions) => Promise<void> = async () => undefined;

  constructor(rest: RestClient, line: CallLine, pageSize: number, closing: AbortSignal) {
    this.#rest = rest;
    this.#line = line;
    this.#pageSize = pageSize;
    this.#closing = closing;
  }

  /** The backend's time, epoch ms. */
  get heartbeat(): number {
    return this.#rest.heartbeat;
  }

  now(): number {
    return this.#rest.now();
  }

  /**
   * All entries that meet the condition, by ascending `key`, a field that never changes. Pages overlap by one entry: where
   * they do not fit, entries left the list meanwhile, and it is read again. `whole` is false where it never stood still.
   */
  async list(
    form: AnyForm,
    key: string,
    where: Qualification | undefined,
    options: CallOptions,
  ): Promise<{ readonly entries: readonly Values[]; readonly whole: boolean }> {
    let found: Values[] = [];
    for (let attempt = 0; attempt < READ_AGAIN; attempt += 1) {
      found = [];
      for (;;) {
        const offset = Math.max(0, found.length - 1);
        const page = await this.page(form, { where, sort: `${key}.asc`, limit: this.#pageSize, offset }, options);
        if (found.length > 0 && page[0]?.[key] !== found[offset]?.[key]) break;
        for (const values of found.length === 0 ? page : page.slice(1)) found.push(values);
        if (page.length < this.#pageSize) return { entries: found, whole: true };
      }
    }
    return { entries: found, whole: false };
  }

  /** Errors: `protocol` where the answer has no entries. */
  async page(form: AnyForm, { where, ...request }: PageRequest, options: CallOptions): Promise<readonly Values[]> {
    const q = all(form.where, where);
    const { body } = await this.#call([form.form], options, {
      query: { ...(q !== undefined && { q }), fields: fieldsOf(form), ...request },
    });
    const { entries } = Object(body) as { readonly entries?: unknown };
    if (!Array.isArray(entries)) throw noAnswer(`the entries of ${form.form}`);
    return entries.map(valuesOf);
  }

  /** Errors: `not-found` where there is no such entry, or none that the viewer may see. */
  async get(form: AnyForm, id: string, options: CallOptions): Promise<Values> {
    const { body } = await this.#call([form.form, id], options, { query: { fields: fieldsOf(form) } });
    const { values } = Object(body) as { readonly values?: unknown };
    if (typeof values !== 'object' || values === null) throw noAnswer(`an entry of ${form.form}`);
    return values as Values;
  }

  /** Changes these fields and no other; `null` empties one. */
  async update(form: AnyForm, id: string, values: Values, options: CallOptions): Promise<void> {
    await this.beforeWrite(options);
    await this.#call([form.form, id], options, { method: 'PUT', body: { values } });
  }

  /** Resolves with the new entry's id. */
  async create(form: AnyForm, values: Values, options: CallOptions): Promise<string> {
    await this.beforeWrite(options);
    const { headers } = await this.#call([form.form], options, { body: { values } });
    const id = headers.get('Location')?.split('/').pop();
    if (id === undefined || id === '') throw noAnswer(`the Location of a new entry of ${form.form}`);
    return decodeURIComponent(id);
  }

  /** Reads what was just written. Errors: `timeout`, or `unavailable` where the connection closes. */
  readBack<T>(what: string, { signal }: CallOptions, read: () => Promise<T>): Promise<T> {
    return readBack(`AR System: ${what}`, AbortSignal.any([signal, this.#closing]), read);
  }

  async #call(path: readonly string[], { signal }: CallOptions, request: RestRequest): Promise<RestAnswer> {
    const inner = AbortSignal.any([signal, this.#closing]);
    try {
      return await this.#line.run(inner, () =>
        this.#rest.call(['api', 'arsys', 'v1', 'entry', ...path], { signal: inner }, request),
      );
    } catch (thrown) {
      if (signal.aborted) throw abortErrorOf(signal);
      if (this.#closing.aborted) throw closedError();
      throw thrown;
    }
  }
}

export function closedError(): ChatError {
  return new ChatError('unavailable', 'AR System: the connection is closed.');
}

function noAnswer(what: string): ChatError {
  return new ChatError('protocol', `AR System: an answer without ${what}.`);
}

function valuesOf(entry: unknown): Values {
  const { values } = Object(entry) as { readonly values?: unknown };
  return Object(values) as Values;
}

function fieldsOf({ fields }: AnyForm): string {
  const names = Object.values(fields as Record<string, string | undefined>).filter((name) => name !== undefined);
  return `values(${[...new Set(names)].join(',')})`;
}
