import {
  ChatError,
  isChatError,
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type Chat,
  type ChatChanges,
  type ChatCommand,
  type ChatConnection,
  type ChatQuery,
  type PerformOptions,
  type Session,
  type SupportQueue,
  type WatchOptions,
} from '../../contract/index.js';
import { CallLine } from '../shared/call-line.js';
import { matchesChat } from '../shared/matching.js';
import { Pace } from '../shared/pace.js';
import { seesFloor } from '../shared/permissions.js';
import { RecordFeed } from '../shared/record-feed.js';
import { Agents } from './agents.js';
import { Chats } from './chats.js';
import { performOnChat } from './commands.js';
import { closedError, type Entries } from './entries.js';
import { Messages } from './messages.js';
import { Newest } from './newest.js';
import type { ArSystemAdapterOptions } from './options.js';
import { Participants } from './participants.js';
import { Reports } from './reports.js';
import { readSession, readToken } from './session.js';
import { SessionKeeper } from './session-keeper.js';

/** Opens a connection for who is signed in; `closing` ends everything that `entries` does. */
export async function openConnection(
  options: ArSystemAdapterOptions,
  entries: Entries,
  closing: AbortController,
  call: CallOptions,
): Promise<ChatConnection> {
  const { forms, polling = {}, timesInQualifications: times = 'seconds' } = options;
  const { everything = 60_000 } = polling;
  const token = await readToken(options);
  const session = await readSession(entries, options, call);
  const { viewer } = session;

  const keeper = new SessionKeeper(session, token, {
    read: (again) => readSession(entries, options, again),
    token: () => readToken(options),
    pace: everything,
    closing: closing.signal,
    onChange(next, before) {
      if (seesFloor(before.viewer) && !seesFloor(next.viewer)) chatFeed.fail(noFloor(next));
    },
  });
  entries.beforeWrite = (again) => keeper.confirm(again);
  const participants = new Participants(
    forms.participants,
    entries,
    new Newest(forms.participants?.fields.modified ?? '', times),
  );
  const chats = new Chats({
    form: forms.chats,
    entries,
    participants,
    times,
    everything,
    session: () => keeper.current,
    refreshSession: (again) => keeper.refresh(again),
  });
  const agents = new Agents(forms, entries, everything);
  const chatFeed = feedOf<Chat>((complete, signal) => chats.look(complete, signal));
  const agentFeed = feedOf<Agent>((_, signal) => agents.look(signal));
  const messages =
    forms.messages &&
    new Messages({
      form: forms.messages,
      entries,
      viewer,
      times,
      maxMessageLength: session.settings.maxMessageLength,
      pace: () => new Pace(polling),
      confirm: (again) => keeper.confirm(again),
      readChat: async (chatId, again) => (await chats.read(chatId, again)).chat,
      knownChat: (chatId) => chatFeed.get(chatId),
    });
  const reports = forms.reports && new Reports({ form: forms.reports, entries, viewer, times });
  /** One command at a time, so that what one has compared the next one does not change. */
  const commands = new CallLine();

  function feedOf<T extends Chat | Agent>(look: ConstructorParameters<typeof RecordFeed<T>>[0]['look']): RecordFeed<T> {
    const pace = new Pace(polling);
    const confirmed: typeof look = async (complete, signal) => {
      const found = await look(complete, signal);
      await keeper.confirm({ signal });
      return found;
    };
    return new RecordFeed<T>({ look: confirmed, time: entries, pace: (changed) => pace.next(changed) });
  }

  function tell(chat: Chat): void {
    if (chat.status === 'closed') chatFeed.drop(chat.id);
    else chatFeed.put(chat);
    agentFeed.refresh();
  }

  async function perform(command: ChatCommand, given: PerformOptions): Promise<Chat | Agent> {
    if (command.type === 'set-agent-status') {
      const agent = await agents.setStatus(command, keeper.current, given);
      agentFeed.put(agent);
      return agent;
    }
    const context = { forms, entries, chats, agents, participants, viewer: keeper.current.viewer };
    try {
      const chat = await performOnChat(context, command, given);
      tell(chat);
      return chat;
    } catch (thrown) {
      if (isChatError(thrown) && thrown.chat !== undefined) tell(thrown.chat);
      throw thrown;
    }
  }

  return {
    session,
    watchSession: (given: WatchOptions) => keeper.watch(given),
    async *watchChats(query: ChatQuery, { signal }: WatchOptions): AsyncGenerator<ChatChanges, void> {
      if (query.view === 'floor' && !seesFloor(keeper.current.viewer)) throw noFloor(keeper.current);
      yield* chatFeed.watch((chat) => matchesChat(query, chat, keeper.current.viewer), signal);
    },
    watchAgents: (query: AgentQuery, { signal }: WatchOptions): AsyncIterable<AgentChanges> =>
      agentFeed.watch((agent) => agents.matches(agent, query), signal),
    listQueues: (given: CallOptions): Promise<readonly SupportQueue[]> => agents.listQueues(given),
    perform: (command: ChatCommand, given: PerformOptions) =>
      commands.run(AbortSignal.any([given.signal, closing.signal]), () => perform(command, given)),
    ...(messages && {
      watchMessages: (chatId, { signal }) => messages.of(chatId).watch(() => true, signal),
      sendMessage: (draft, given) => messages.send(draft, given),
    }),
    ...(reports && {
      report: (events, given) => reports.write(events, given),
      readReport: (query, given) => reports.read(query, given),
    }),
    async close() {
      closing.abort();
      for (const feed of [chatFeed, agentFeed, ...(messages?.feeds ?? [])]) feed.fail(closedError());
    },
  } satisfies ChatConnection;
}

function noFloor({ viewer }: Session): ChatError {
  return new ChatError('forbidden', `AR System: ${viewer.name} may see their own chats only.`);
}
