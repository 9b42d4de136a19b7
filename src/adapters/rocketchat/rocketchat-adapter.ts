import {
  ChatError,
  isChatError,
  type CallOptions,
  type ChatAdapter,
  type ChatConnection,
} from '../../contract/index.js';
import { hostHeaders } from '../shared/on-time.js';
import { Agents } from './agents.js';
import { isSupervisor } from './allowed.js';
import { RocketchatApi } from './api.js';
import { AssistTags } from './assist-tag.js';
import { capabilitiesOf } from './capabilities.js';
import type { Perspective } from './chat-record.js';
import { RocketchatConnection } from './connection.js';
import { Directory } from './directory.js';
import { fieldsOf } from './fields.js';
import { Floor, otherViewer } from './floor.js';
import type { RocketchatAdapterOptions } from './options.js';
import { Pacer } from './pacer.js';
import { Places } from './places.js';
import { Realtime } from './realtime.js';
import { readIdentity, readSignedIn, type SignedIn } from './rights.js';
import { MAX_MESSAGE_LENGTH, Transcripts } from './transcripts.js';

/** Agents are looked at this much less often than chats: commands need calls of the same route. */
const AGENTS_PACE = 2;

/** An adapter for a Rocket.Chat server with Omnichannel. Throws TypeError where `src` is no URL. */
export function createRocketchatAdapter(options: RocketchatAdapterOptions): ChatAdapter {
  const { base } = new RocketchatApi(options);
  const { id = `rocketchat:${base.href}`, viewerKey } = options;
  const assistTags = new AssistTags(options.assistTag ?? 'need-assistance');
  /** What each viewer only reads: kept from one connection to the next, as long as the page lives. */
  const monitored = new Map<string, Set<string>>();

  async function connect(call: CallOptions): Promise<ChatConnection> {
    const own: { id?: string } = {};
    const api = new RocketchatApi({
      ...options,
      async headers() {
        const headers = await hostHeaders(options.headers, 'Rocket.Chat');
        const named = headers.get('X-User-Id');
        if (own.id !== undefined && named !== null && named !== own.id) throw otherViewer();
        return headers;
      },
    });
    const signedIn = await readSignedIn(api, call);
    if (!isSupervisor(signedIn) && !signedIn.viewer.roles.includes('agent')) {
      throw new ChatError('forbidden', `Rocket.Chat: ${signedIn.viewer.name} is no agent, and may not see all rooms.`);
    }
    own.id = signedIn.viewer.id;
    const { canReturn, autoAssign } = await readRouting(api, call);
    const directory = new Directory(api, options.companies ?? [], autoAssign);
    await directory.readQueues(call);
    const kept = monitored.get(own.id) ?? new Set();
    monitored.set(own.id, kept);
    const eyes: Perspective = {
      signedIn,
      directory,
      places: new Places(kept),
      assistTags,
      canReturn,
      now: () => api.now(),
    };
    return open(api, eyes, options, call);
  }

  return {
    id,
    ...(viewerKey !== undefined && { viewerKey }),
    identify: async (call) => (await readIdentity(new RocketchatApi(options), call)).id,
    connect,
  };
}

async function open(
  api: RocketchatApi,
  eyes: Perspective,
  options: RocketchatAdapterOptions,
  call: CallOptions,
): Promise<ChatConnection> {
  const { signedIn, directory, canReturn } = eyes;
  const { fastest = 6000, slowest = 20_000 } = options.pollInterval ?? {};
  const makePacer = (times = 1): Pacer =>
    new Pacer({ fastest: fastest * times, slowest: slowest * times }, options.callsPerMinute ?? 10);
  const floor = new Floor(api, eyes, makePacer(), options.onHold ?? true);
  const agents = new Agents(api, directory, makePacer(AGENTS_PACE));
  if (signedIn.has('transfer-livechat-guest')) await agents.readNames(call);
  const fail = (error: ChatError): void => {
    for (const part of [floor, agents, transcripts]) part.fail(error);
  };
  const realtime = realtimeOf(api, options, signedIn, {
    chatsChanged: () => floor.hint(),
    broken: () => fail(new ChatError('unavailable', 'Rocket.Chat: the realtime line is broken.')),
    otherViewer: () => fail(otherViewer()),
  });
  const transcripts: Transcripts = new Transcripts({
    api,
    floor,
    makePacer,
    follow: (chatId, told) => realtime?.follow(chatId, told) ?? (() => undefined),
  });
  const capabilities = capabilitiesOf({ signedIn, canReturn, keepsReports: options.report !== undefined });
  const session = {
    viewer: signedIn.viewer,
    settings: { queueAssignment: true, companies: directory.companies, maxMessageLength: MAX_MESSAGE_LENGTH },
    capabilities,
    reports: options.reports ?? {},
    at: api.now(),
  };
  return new RocketchatConnection({
    session,
    api,
    eyes,
    floor,
    agents,
    transcripts,
    realtime,
    report: options.report,
  });
}

/** Servers before 7.11 do not say, and those before 7.12 return no chats. */
async function readRouting(
  api: RocketchatApi,
  call: CallOptions,
): Promise<{ readonly canReturn: boolean; readonly autoAssign: boolean }> {
  try {
    const { config } = await api.call<'config'>(['livechat', 'config', 'routing'], call);
    const { returnQueue, autoAssignAgent } = fieldsOf<'returnQueue' | 'autoAssignAgent'>(config);
    return { canReturn: returnQueue === true, autoAssign: autoAssignAgent === true };
  } catch (thrown) {
    if (isChatError(thrown) && thrown.code === 'not-found') return { canReturn: false, autoAssign: false };
    throw thrown;
  }
}

function realtimeOf(
  api: RocketchatApi,
  { socket = globalThis.WebSocket, socketUrl, resumeToken, headers }: RocketchatAdapterOptions,
  { viewer }: SignedIn,
  events: ConstructorParameters<typeof Realtime>[1],
): Realtime | undefined {
  if (socket === false || (socket as unknown) === undefined) return undefined;
  const url = new URL(socketUrl ?? 'websocket', api.base);
  url.protocol = url.protocol.replace(/^http/, 'ws');
  const token = async (): Promise<string | undefined> =>
    (await resumeToken?.()) ?? (await hostHeaders(headers, 'Rocket.Chat')).get('X-Auth-Token') ?? undefined;
  return new Realtime({ socket, url: url.href, viewerId: viewer.id, token }, events);
}
