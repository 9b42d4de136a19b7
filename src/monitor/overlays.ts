import type { Agent, Chat, Named, OnChatCommand, SupportQueue } from '../contract/index.js';

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

type Change = (chat: Chat) => Chat;

/** What `command` will probably make of its chat; undefined where a guess would show nothing. */
export function overlayFor(
  id: string,
  command: OnChatCommand,
  before: Chat,
  context: OverlayContext,
): Overlay | undefined {
  const moved = (chat: Chat): boolean => chat.assignmentVersion !== before.assignmentVersion;
  const apply = assignmentChange(command, context);
  if (apply !== undefined) return { id, apply, settledBy: moved };
  const change = otherChange(command, context);
  // A change that has nothing left to change is settled.
  return change && { id, apply: change, settledBy: (chat) => change(chat) === chat };
}

function assignmentChange(command: OnChatCommand, context: OverlayContext): Change | undefined {
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
    default:
      return undefined;
  }
}

/** Gives the same chat back where it is so already. */
function otherChange(command: OnChatCommand, { viewer }: OverlayContext): Change | undefined {
  switch (command.type) {
    case 'join':
    case 'set-mode':
    case 'leave': {
      const mode = command.type === 'leave' ? undefined : command.mode;
      return (chat) => {
        if (chat.participants.find(({ id }) => id === viewer.id)?.mode === mode) return chat;
        const others = chat.participants.filter(({ id }) => id !== viewer.id);
        return { ...chat, participants: mode === undefined ? others : [...others, { ...viewer, mode }] };
      };
    }
    case 'clear-assist':
      return (chat) => {
        if (chat.assist?.id !== command.assistId) return chat;
        const { assist: _, ...rest } = chat;
        return rest;
      };
    case 'claim-assist':
      return (chat) => {
        const { assist } = chat;
        if (assist?.id !== command.assistId || assist.claimedBy !== undefined) return chat;
        return { ...chat, assist: { ...assist, claimedBy: viewer } };
      };
    default:
      return undefined;
  }
}

function goesToAgent(agent: Agent | undefined, transferred: boolean, { now }: OverlayContext): Change | undefined {
  return (
    agent &&
    (({ waitingSince: _, transfer: __, ...chat }) => ({
      ...chat,
      status: transferred ? 'transferred' : 'assigned',
      assignee: { id: agent.id, name: agent.name },
      handledSince: chat.handledSince ?? now,
      ...(transferred && { transfer: { at: now, ...(chat.assignee && { from: chat.assignee }) } }),
    }))
  );
}

function goesToQueue(queue: SupportQueue | undefined, { now }: OverlayContext): Change {
  return ({ assignee: _, handledSince: __, transfer: ___, ...chat }) => ({
    ...chat,
    status: 'pending',
    waitingSince: chat.waitingSince ?? now,
    ...(queue && { queue: { id: queue.id, name: queue.name } }),
  });
}
