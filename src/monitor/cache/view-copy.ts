import type { Chat, Session } from '../../contract/index.js';
import type { TableRecord } from '../chat-table.js';
import type { ChatView } from '../view/chat-view.js';
import type { ListCursors, Lists } from '../lists.js';
import type { Observable } from '../observable.js';
import { bucketOf, partText, rowOf, withoutView, type Head, type Texts } from './texts.js';

/** So many chats are in a text that is read before all others: more than fit on a screen. */
const TOP = 100;
/** Ids that are looked at in one step. */
const IDS = 256;

export interface CopySource {
  readonly lists: Lists;
  readonly session: Observable<Session | undefined>;
  /** Whose first rows come first. */
  view(): ChatView | undefined;
}

/** What is on screen as texts, kept up by what changed since the last time. */
export class ViewCopy {
  readonly #source: CopySource;
  readonly #writer: string;
  readonly #members = new Map<string, Set<string>>();
  readonly #numbers = new Map<string, number>();
  readonly #lengths = new Map<string, number>();
  /** By text, what tells whether it has to be written again. */
  readonly #marks = new Map<string, unknown>();
  #top: readonly TableRecord[] = [];
  #number = 0;
  #whole = true;

  /** `writer`: names this page. */
  constructor(source: CopySource, writer: string) {
    this.#source = source;
    this.#writer = writer;
  }

  get hasChanged(): boolean {
    return this.#whole || this.#source.lists.table.hasChanged;
  }

  /** Characters of all texts. */
  get length(): number {
    let sum = 0;
    this.#lengths.forEach((length) => (sum += length));
    return sum;
  }

  /** The store does not have what this copy says: all of it is in the next changes. */
  distrust(): void {
    this.#whole = true;
    this.#source.lists.table.takeChanged();
  }

  /**
   * The texts that are to be written now; undefined where a list was forgotten meanwhile. Stops after each step: what
   * changes in between may be in the texts or not, but is in the next ones, and after the cursors for certain.
   */
  *changes(
    lists: ListCursors,
    state: Pick<Head, 'savedAt' | 'offset'>,
  ): Generator<undefined, Texts | undefined, undefined> {
    const { table, scope, queues, agents } = this.#source.lists;
    const { forgotten } = table;
    const head = { ...state, writer: this.#writer, scope: scope.value, lists };
    const session = this.#source.session.value;
    const parts: readonly (readonly [name: string, mark: unknown, value: unknown])[] = [
      ['session', session, session],
      ['queues', queues.value, queues.value],
      lists.agents ? ['agents', agents.revision, agents.all()] : ['agents', undefined, undefined],
    ];
    const texts: Texts = new Map();
    const changed = this.#begin(texts);
    for (const name of yield* this.#sort(changed)) {
      this.#set(texts, name, this.#rows(this.#members.get(name)));
      yield;
    }
    for (const [name, mark, value] of parts) {
      if (this.#marks.get(name) === mark) continue;
      this.#marks.set(name, mark);
      this.#set(texts, name, value);
      yield;
    }
    this.#setTop(texts);
    if (table.forgotten === forgotten) {
      return texts.set('head', JSON.stringify({ ...head, numbers: Object.fromEntries(this.#numbers) }));
    }
    this.distrust();
    return undefined;
  }

  #begin(texts: Texts): Iterable<string> {
    const { table } = this.#source.lists;
    const changed = table.takeChanged();
    this.#number += 1;
    if (!this.#whole) return changed;
    this.#whole = false;
    this.#members.clear();
    this.#numbers.clear();
    this.#lengths.clear();
    this.#marks.clear();
    this.#top = [];
    withoutView().forEach((_, name) => texts.set(name, undefined));
    return table.ids();
  }

  /** Brings the members of all buckets up to date; gives the names of those that changed. */
  *#sort(ids: Iterable<string>): Generator<undefined, ReadonlySet<string>, undefined> {
    const touched = new Set<string>();
    let step = 0;
    for (const id of ids) {
      const name = bucketOf(id);
      touched.add(name);
      let members = this.#members.get(name);
      if (members === undefined) this.#members.set(name, (members = new Set()));
      if (this.#source.lists.table.record(id) === undefined) members.delete(id);
      else members.add(id);
      if ((step += 1) % IDS === 0) yield;
    }
    return touched;
  }

  #rows(ids: ReadonlySet<string> = new Set()): readonly unknown[] | undefined {
    const rows: unknown[] = [];
    ids.forEach((id) => {
      const record = this.#source.lists.table.record(id);
      if (record !== undefined) rows.push(rowOf(record));
    });
    return rows.length === 0 ? undefined : rows;
  }

  #setTop(texts: Texts): void {
    const { table } = this.#source.lists;
    const view = this.#source.view();
    // What came a moment ago has no row yet.
    table.flush();
    let first: Iterable<Chat> = view ?? table.of('floor');
    // A view that is searched does not tell which of all chats come first.
    if (view !== undefined && view.total > view.length) first = this.#top.map(({ confirmed }) => confirmed);
    const top: TableRecord[] = [];
    for (const { id } of first) {
      const record = table.record(id);
      if (record?.floor === true) top.push(record);
      if (top.length === TOP) break;
    }
    if (this.#numbers.has('top') && isSame(top, this.#top)) return;
    this.#top = top;
    this.#set(texts, 'top', top.map(rowOf));
  }

  #set(texts: Texts, name: string, value: unknown): void {
    const text = value === undefined ? undefined : partText(this.#writer, this.#number, value);
    texts.set(name, text);
    if (text === undefined) {
      this.#numbers.delete(name);
      this.#lengths.delete(name);
    } else {
      this.#numbers.set(name, this.#number);
      this.#lengths.set(name, text.length);
    }
  }
}

function isSame(a: readonly TableRecord[], b: readonly TableRecord[]): boolean {
  return (
    a.length === b.length && a.every(({ confirmed, mine }, at) => confirmed === b[at]?.confirmed && mine === b[at].mine)
  );
}
