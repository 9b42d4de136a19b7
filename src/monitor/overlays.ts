import type { Agent, Chat, Named, OnChatCommand, Participant, SupportQueue } from '../contract/index.js';

/** A guess at what a command does, shown until the backend's own record says it. */
export interface Overlay {
  readonly id: string;
  apply(chat: Chat): Chat;
  /** Whether the confirmed record already tells how the command went. */
  settledBy(chat: Chat): boolean;
}

/** Who is who at the moment a command is given. */
export interface OverlayContext {
  readonly viewer: Named;
  readonly now: number;
  agent(id: string): Agent | undefined;
  queue(id: string): SupportQueue | undefined;
}

/** What `command` will probably make of its chat; undefined where a guess would show nothing. */
export function overlayFor(
  id: string,
  command: OnChatCommand,
  before: Chat,
  context: OverlayContext,
): Overlay | undefined {
  const change = expectedChange(command, context);
  if (change === undefined) return undefined;
  const settledBy = assignmentCommands.includes(command.type)
    ? (chat: Chat) => chat.assignmentVersion !== before.assignmentVersion
    : (chat: Chat) => isVisiblyDone(command, chat, context);
  return { id, apply: change, settledBy };
}

const assignmentCommands: readonly OnChatCommand['type'][] = [
  'assign',
  'transfer',
  'release',
  'accept',
  'decline',
  'close',
];

function expectedChange(command: OnChatCommand, context: OverlayContext): ((chat: Chat) => Chat) | undefined {
  switch (command.type) {
    case 'assign':
    case 'transfer':
      return command.to.type === 'agent'
        ? goesToAgent(context.agent(command.to.id), command.type === 'transfer', context)
        : goesToQueue(context.queue(command.to.id), context);
    case 'release':
      return goesToQueue(undefined, context);
    case 'accept':
      return ({ transfer: _, ...chat }) => ({ ...chat, status: 'assigned' });
    case 'join':
      return (chat) => ({
        ...chat,
        participants: withMe(chat.participants, { ...context.viewer, mode: command.mode }),
      });
    case 'set-mode':
      return (chat) => ({
        ...chat,
        participants: withMe(chat.participants, { ...context.viewer, mode: command.mode }),
      });
    case 'leave':
      return (chat) => ({ ...chat, participants: without(chat.participants, context.viewer.id) });
    case 'raise-assist':
      return undefined;
    case 'clear-assist':
      return (chat) => {
        if (chat.assist?.id !== command.assistId) return chat;
        const { assist: _, ...rest } = chat;
        return rest;
      };
    case 'claim-assist':
      return (chat) =>
        chat.assist?.id === command.assistId
          ? { ...chat, assist: { ...chat.assist, claimedBy: context.viewer } }
          : chat;
    case 'decline':
    case 'close':
      return undefined;
  }
}

function goesToAgent(
  agent: Agent | undefined,
  transferred: boolean,
  { now }: OverlayContext,
): ((chat: Chat) => Chat) | undefined {
  if (agent === undefined) return undefined;
  const assignee: Named = { id: agent.id, name: agent.name };
  return ({ waitingSince: _, transfer: __, ...chat }) => ({
    ...chat,
    status: transferred ? 'transferred' : 'assigned',
    assignee,
    handledSince: chat.handledSince ?? now,
    ...(transferred && { transfer: { at: now, ...(chat.assignee && { from: chat.assignee }) } }),
  });
}

function goesToQueue(queue: SupportQueue | undefined, { now }: OverlayContext): (chat: Chat) => Chat {
  return ({ assignee: _, handledSince: __, transfer: ___, ...chat }) => ({
    ...chat,
    status: 'pending',
    waitingSince: chat.waitingSince ?? now,
    ...(queue && { queue: { id: queue.id, name: queue.name } }),
  });
}

function isVisiblyDone(command: OnChatCommand, chat: Chat, { viewer }: OverlayContext): boolean {
  const mine = chat.participants.find((participant) => participant.id === viewer.id);
  switch (command.type) {
    case 'join':
    case 'set-mode':
      return mine?.mode === command.mode;
    case 'leave':
      return mine === undefined;
    case 'clear-assist':
      return chat.assist?.id !== command.assistId;
    case 'claim-assist':
      return chat.assist?.id !== command.assistId || chat.assist.claimedBy !== undefined;
    default:
      return false;
  }
}

function withMe(participants: readonly Participant[], me: Participant): readonly Participant[] {
  return [...without(participants, me.id), me];
}

function without(participants: readonly Participant[], id: string): readonly Participant[] {
  return participants.filter((participant) => participant.id !== id);
}
