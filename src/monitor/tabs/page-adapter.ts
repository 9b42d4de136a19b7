import { abortErrorOf, type CallOptions, type ChatAdapter, type ChatConnection } from '../../contract/index.js';
import type { MonitorPorts } from '../ports.js';
import type { PageTeam, TeamContext } from './page-team.js';

export interface PageAdapterContext extends Pick<TeamContext, 'pageId' | 'roleChanged' | 'foreign'> {
  readonly ports: MonitorPorts;
}

/**
 * Makes the pages of one browser share one connection, as long as it is sure that the same person is signed in on all of
 * them: where the adapter knows its viewer's key, or can tell who it is. Otherwise, and where the browser has no locks,
 * each page connects for itself.
 */
export class PageAdapter implements ChatAdapter {
  readonly id: string;
  readonly viewerKey?: string;
  readonly #adapter: ChatAdapter;
  readonly #context: PageAdapterContext;
  #team: PageTeam | undefined;

  constructor(adapter: ChatAdapter, context: PageAdapterContext) {
    this.id = adapter.id;
    if (adapter.viewerKey !== undefined) this.viewerKey = adapter.viewerKey;
    this.#adapter = adapter;
    this.#context = context;
    context.ports.lifecycle.subscribe(() => {
      if (context.ports.lifecycle.asleep) this.leave();
    });
  }

  /** No other page has the connection. */
  get leads(): boolean {
    return this.#team?.leads ?? true;
  }

  async connect({ signal }: CallOptions): Promise<ChatConnection> {
    const { locks, parts } = this.#context.ports;
    if (locks === undefined || (this.viewerKey === undefined && this.#adapter.identify === undefined)) {
      return this.#adapter.connect({ signal });
    }
    const [viewer, team] = await Promise.all([
      this.viewerKey ?? this.#adapter.identify?.({ signal }),
      // Where it cannot be loaded, the page still has a connection of its own.
      parts.pages().catch(() => undefined),
    ]);
    if (signal.aborted) throw abortErrorOf(signal);
    if (viewer === undefined || team === undefined) return this.#adapter.connect({ signal });
    return this.#teamOf(team.PageTeam, `chat-monitor-elements ${this.id} ${viewer}`, locks).connect(signal);
  }

  /** Ends the connection that the pages share, if this page has it, so that another one makes it. */
  leave(): void {
    this.#team?.leave();
    this.#team = undefined;
  }

  #teamOf(Team: typeof PageTeam, name: string, locks: TeamContext['locks']): PageTeam {
    if (this.#team?.name === name && !this.#team.left) return this.#team;
    this.leave();
    const { ports, pageId, roleChanged, foreign } = this.#context;
    const { clock, random, lifecycle, openChannel } = ports;
    this.#team = new Team(name, {
      pageId,
      clock,
      random,
      lifecycle,
      locks,
      openChannel,
      roleChanged,
      foreign,
      connect: (signal) => this.#adapter.connect({ signal }),
    });
    return this.#team;
  }
}
