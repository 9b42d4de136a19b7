import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Ledger, rejectWith } from '../../harness/ledger.js';
import { OutboxBrowser, type OutboxPage } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

const chats = ['a', 'b', 'c'];

interface Command {
  readonly id: string;
  readonly chat: string;
  readonly page: OutboxPage;
  /** It was written ahead, so that it may be sent. */
  begun: boolean;
  open: boolean;
}

/** Two pages at one backend, and what a reader of its records may expect. */
class World {
  readonly ledger = new Ledger();
  readonly browser: OutboxBrowser;
  readonly pages: OutboxPage[] = [];
  readonly commands: Command[] = [];
  /** Their page died with them in memory only, as it had said. */
  readonly lost = new Set<string>();
  /** Ids in the order in which the store took them. */
  readonly order = new Set<string>();
  /** The backend is asked over the connection of this one. */
  leader = 0;

  constructor(locks: boolean) {
    this.browser = new OutboxBrowser({ locks });
  }

  async listen(): Promise<void> {
    const { reports } = await this.browser.disk.open();
    reports.onChanged((ids) => ids.forEach((id) => this.order.add(id)));
  }

  async open(at: number): Promise<void> {
    const page = await this.browser.openPage();
    this.pages[at] = page;
    page.connect(this.ledger, { relayed: this.browser.locks && this.leader !== at });
  }

  /** With locks there is one page with a connection of its own; without, each has one. */
  lead(at: number): void {
    const old = this.leader;
    this.leader = at;
    if (this.browser.locks) this.pages[old]?.connect(this.ledger, { relayed: true });
    this.pages[at]?.connect(this.ledger);
  }

  begin(at: number, chat: string): void {
    const page = this.pages[at]!;
    // Nobody gives a second command for a chat while one is on its way.
    if (this.commands.some((command) => command.page === page && command.chat === chat && command.open)) return;
    const id = `c${this.commands.length}`;
    const command: Command = { id, chat, page, begun: false, open: true };
    this.commands.push(command);
    const begun = page.begin(id, chat, { startedAt: this.browser.clock.now() - this.browser.start });
    void begun.then(() => (command.begun = true));
  }

  /** The answer comes, or is lost and never found out. */
  complete(at: number, lost: boolean): void {
    const command = this.commands.find(({ page, begun, open }) => begun && open && page === this.pages[at]);
    if (command === undefined) return;
    command.open = false;
    const done = this.ledger.perform(command.id);
    command.page.complete(command.id, command.chat, lost ? 'unknown' : done ? 'done' : 'refused');
  }

  async kill(at: number): Promise<void> {
    const page = this.pages[at]!;
    page.kill();
    const { reports } = await this.browser.disk.open();
    const kept = await reports.find(this.commands.map(({ id }) => id));
    for (const command of this.commands) {
      if (command.page !== page) continue;
      command.open = false;
      if (kept.has(command.id) || this.ledger.ids.includes(command.id)) continue;
      assert.ok(!command.begun || page.faults.some(({ id }) => id === command.id), `${command.id} was lost in silence`);
      this.lost.add(command.id);
    }
    await this.open(at);
  }

  /** Everything works again, and every command is answered. */
  async calmDown(): Promise<void> {
    this.ledger.answers.length = 0;
    for (const page of this.pages) {
      page.troubles.end();
      page.wake();
    }
    this.lead(0);
    await this.browser.clock.advance(300);
    this.commands.forEach(() => this.pages.forEach((_, at) => this.complete(at, false)));
    await this.browser.clock.advance(150_000);
  }
}

type Step = (world: World) => void | Promise<void>;

const down = rejectWith(new ChatError('unavailable', 'down'));
const at = fc.nat(1);

function step<T>(label: string, argument: fc.Arbitrary<T>, act: (world: World, value: T) => void | Promise<void>) {
  return argument.map((value): Step => {
    const perform: Step = (world) => act(world, value);
    return Object.assign(perform, { [fc.toStringMethod]: () => `${label}(${JSON.stringify(value)})` });
  });
}

const usual: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 6,
    arbitrary: step('begin', fc.tuple(at, fc.constantFrom(...chats)), (w, [page, chat]) => w.begin(page, chat)),
  },
  {
    weight: 2,
    arbitrary: step('send', fc.nat(20), ({ ledger, commands }, nth) => {
      if (commands[nth]?.begun) ledger.perform(commands[nth].id);
    }),
  },
  {
    weight: 5,
    arbitrary: step('complete', fc.tuple(at, fc.constantFrom(false, false, false, true)), (w, [page, lost]) =>
      w.complete(page, lost),
    ),
  },
  { weight: 1, arbitrary: step('kill', at, (w, page) => w.kill(page)) },
  { weight: 1, arbitrary: step('lead', at, (w, page) => w.lead(page)) },
  { weight: 1, arbitrary: step('freeze', at, (w, page) => w.pages[page]!.freeze()) },
  { weight: 2, arbitrary: step('wake', at, (w, page) => w.pages[page]!.wake()) },
  { weight: 3, arbitrary: step('settle', fc.constant(0), () => settled()) },
  {
    weight: 3,
    arbitrary: step('advance', fc.constantFrom(100, 2_000, 35_000), (w, ms) => w.browser.clock.advance(ms)),
  },
  {
    weight: 3,
    arbitrary: step('answer', fc.constantFrom('down', 'never', 'lost', 'first', 'none'), ({ ledger }, how) => {
      ledger.answers.push((ids) => {
        if (how === 'down') return down(ids);
        if (how === 'never') return new Promise(() => {});
        const events = ledger.last.slice(0, how === 'first' ? 1 : how === 'none' ? 0 : undefined);
        const receipt = ledger.keep(events);
        return how === 'lost' ? down(ids) : receipt;
      });
    }),
  },
];

const methods = ['add', 'update', 'readAll', 'find', 'takeRight', 'checkRight', 'settle'] as const;
const troubles: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 3,
    arbitrary: step(
      'trouble',
      fc.tuple(at, fc.constantFrom(...methods), fc.constantFrom('lets wait' as const, noRoom)),
      (w, [page, method, trouble]) => w.pages[page]!.troubles.set(trouble, method),
    ),
  },
  { weight: 3, arbitrary: step('works', at, (w, page) => w.pages[page]!.troubles.end()) },
];

async function play(locks: boolean, steps: readonly Step[]): Promise<World> {
  const world = new World(locks);
  await world.listen();
  await world.open(0);
  await world.open(1);
  for (const act of steps) await act(world);
  await world.calmDown();
  return world;
}

/** Every record arrived once, with what really happened or with nothing claimed. */
function check({ ledger, commands, lost, pages }: World): void {
  for (const { id } of commands) {
    const records = ledger.kept.filter((record) => record.id === id);
    if (lost.has(id) && records.length === 0) continue;
    assert.equal(records.length, 1, `${id} is there ${records.length} times`);
    const { outcome } = records[0]!;
    const happened = ledger.commands.get(id) === 'done';
    assert.ok(outcome === 'unknown' || (outcome === 'done') === happened, `${id} ${outcome}, happened: ${happened}`);
    assert.notEqual(outcome, 'performing');
  }
  for (const { shown } of pages)
    assert.deepEqual(
      shown.filter((entry) => !entry.endsWith('delivered')),
      [],
    );
}

const runs = { numRuns: 150 };

for (const locks of [true, false]) {
  test(`every record arrives once with the truth, ${locks ? 'with' : 'without'} locks, whatever pages, backend and store do`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...usual, ...troubles), { maxLength: 40 }), async (steps) =>
        check(await play(locks, steps)),
      ),
      runs,
    );
  });
}

test('with a store that works nothing is lost, and each chat’s records arrive in its order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...usual), { maxLength: 40 }), async (steps) => {
      const world = await play(true, steps);
      check(world);
      for (const chat of chats) {
        const arrived = world.ledger.kept.filter(({ chatId }) => chatId === chat).map(({ id }) => id);
        assert.deepEqual(
          arrived,
          [...world.order].filter((id) => arrived.includes(id)),
        );
      }
    }),
    runs,
  );
});
