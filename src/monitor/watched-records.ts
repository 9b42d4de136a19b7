import type { Changes, ChatConnection, WatchOptions } from '../contract/index.js';
import { ListKeeper, type ListContext } from './list-keeper.js';
import type { Observable, Unsubscribe } from './observable.js';
import type { Scheduler } from './ports.js';
import { RecordList } from './record-list.js';
import type { ListState } from './types.js';

export interface RecordsSource<T> {
  readonly name: string;
  /** The order in which the records are published. */
  readonly compare: (a: T, b: T) => number;
  readonly open: (connection: ChatConnection, options: WatchOptions) => AsyncIterable<Changes<T>>;
  /** Told of each record that the list did not have, unless it came with the first snapshot. */
  readonly news?: (record: T) => void;
}

/** A small list of the backend, kept whole and watched for as long as somebody needs it. */
export class WatchedRecords<T extends { readonly id: string }> {
  readonly records: RecordList<T>;
  readonly keeper: ListKeeper<T>;

  constructor({ name, compare, open, news }: RecordsSource<T>, context: ListContext, scheduler: Scheduler) {
    const records = new RecordList<T>(scheduler, compare);
    this.records = records;
    this.keeper = new ListKeeper(
      {
        name,
        open,
        apply: (changes, initial) => {
          if (news !== undefined && !initial) {
            for (const record of changes.upserts) if (records.get(record.id) === undefined) news(record);
          }
          records.apply(changes);
        },
        isEmpty: () => records.isEmpty,
        retain: (ids) => records.retain(ids),
        forget: () => records.clear(),
        publish: () => records.flush(),
      },
      context,
    );
  }

  get state(): Observable<ListState> {
    return this.keeper.state;
  }

  use(): Unsubscribe {
    return this.keeper.use();
  }
}
