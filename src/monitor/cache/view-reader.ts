import type { Session } from '../../contract/index.js';
import type { BackendClock } from '../backend-clock.js';
import type { Lists } from '../lists.js';
import type { CacheStore, Clock } from '../ports.js';
import type { Scope } from '../types.js';
import { pacer } from './pacer.js';
import type { Checks } from './checks.js';
import { listsOf, otherNames, readHead, readPart, withoutView, type Row } from './texts.js';

/** Texts that are read together, so that no single answer of the store is long. */
const GROUP = 16;

export interface ReaderContext {
  readonly clock: Clock;
  readonly time: BackendClock;
  readonly lists: Lists;
  readonly checks: Checks;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Whether the view is still wanted from here. */
  goesOn(): boolean;
  /** The view of `at` is shown from now on; false where it must not be. */
  show(session: Session, at: number): boolean;
}

/**
 * Puts back what an earlier page saw: the first rows at once, the others in short tasks. `first`: the texts of
 * `firstNames`. Throws where a text is not as it should be.
 */
export async function restoreView(
  cache: CacheStore,
  first: ReadonlyMap<string, string>,
  { clock, time, lists, checks, maxAge, goesOn, show }: ReaderContext,
): Promise<void> {
  const text = first.get('head');
  if (text === undefined) return;
  const head = readHead(text);
  time.assume(head.offset);
  if (!(Math.abs(time.now() - head.savedAt) <= maxAge)) {
    await cache.write(withoutView());
    return;
  }
  const session = checks.session(readPart(first, 'session', head));
  const queues = checks.queues(readPart(first, 'queues', head));
  // Chats of another scope's floor are left out.
  const { floor, ...others } = head.lists;
  const sameFloor = isSameScope(head.scope, lists.scope.value);
  const take = (texts: ReadonlyMap<string, string>, name: string): void => {
    for (const row of readPart(texts, name, head) as readonly Row[]) {
      const names = listsOf(row).filter((list) => sameFloor || list !== 'floor');
      if (names.length > 0) lists.table.restore(checks.chat(row[1]), names);
    }
  };
  if (!show(session, head.savedAt)) return;
  lists.queues.set(queues);
  take(first, 'top');
  const pause = pacer(clock);
  const names = otherNames.filter((name) => head.numbers[name] !== undefined);
  for (let at = 0; at < names.length; at += GROUP) {
    const group = names.slice(at, at + GROUP);
    const texts = await cache.read(group);
    void pause(true);
    for (const name of group) {
      if (!goesOn()) return;
      if (name === 'agents') lists.agents.restore(checks.agents(readPart(texts, name, head)));
      else take(texts, name);
      await pause();
    }
  }
  if (goesOn()) lists.restored(sameFloor && floor !== undefined ? { ...others, floor } : others);
}

function isSameScope(a: Scope, b: Scope): boolean {
  return JSON.stringify([a.companies, a.queues]) === JSON.stringify([b.companies, b.queues]);
}
