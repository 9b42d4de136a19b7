import {
  ChatError,
  gradeOf,
  operationOf,
  type Chat,
  type ChatCommand,
  type OnChatCommand,
  type ReportEvent,
  type ReportParty,
  type Session,
} from '../contract/index.js';
import type { ChatTable } from './chat-table.js';
import { CommandExecution, failed, type ExecutionContext, type Settlement } from './command-execution.js';
import { permissionFor } from './offers.js';
import { overlayFor, type OverlayContext } from './overlays.js';
import type { ReportOutbox } from './outbox/report-outbox.js';
import type { OutcomeFilters } from './ports.js';
import { closeRecord, definitionOf, openRecord, outcomeFilters } from './report-records.js';
import type { ActionResult, PendingAction, PerformActionOptions } from './types.js';

/** So long a user is left waiting; what becomes of the command is followed up after that. */
const ANSWER_LIMIT = 20_000;

/** A record on its way to its outcome, in the outbox of whoever gave the command. */
interface OpenRecord {
  readonly event: ReportEvent;
  readonly filters: OutcomeFilters;
  readonly outbox: ReportOutbox;
}

export interface ActionsContext extends ExecutionContext {
  readonly table: ChatTable;
  readonly names: Pick<OverlayContext, 'agent' | 'queue'>;
  /** Backend time. */
  now(): number;
  /** Of the viewer who is signed in now. */
  outbox(): ReportOutbox | undefined;
}

/** Carries out what the user decided: guess, record, send, settle or take back. */
export class Actions {
  readonly #context: ActionsContext;
  readonly #pending = new Map<string, PendingAction>();

  constructor(context: ActionsContext) {
    this.#context = context;
  }

  /** The command on its way for a chat. */
  pendingOf(chatId: string): PendingAction | undefined {
    return this.#pending.get(chatId);
  }

  async perform(command: ChatCommand, options: PerformActionOptions): Promise<ActionResult> {
    const id = this.#context.random.id();
    const settlement = await this.#start(id, command, options);
    return settlement.outcome === 'done'
      ? { state: 'done', id, ...settlement.answer }
      : { state: 'failed', id, error: settlement.error, outcome: settlement.outcome };
  }

  async #start(id: string, command: ChatCommand, options: PerformActionOptions): Promise<Settlement> {
    const { keeper, table } = this.#context;
    const { status } = keeper.state.value;
    const session = this.#context.session();
    if (status === 'signed-out') return failed(new ChatError('unauthenticated', 'Nobody is signed in.'));
    if (status !== 'live' || session === undefined) {
      return failed(new ChatError('unavailable', `The connection is ${status}.`));
    }
    if (command.type === 'set-agent-status') {
      const offered = gradeOf(session.capabilities, operationOf(command)) !== 'none';
      if (!offered && !options.by)
        return failed(new ChatError('unsupported', `The backend does not offer ${command.type}.`));
      return this.#withinLimit(new CommandExecution(this.#context, id, command).carryOut(options.by));
    }
    const chat = table.get(command.chatId);
    if (chat === undefined) {
      return failed(new ChatError('not-found', `Chat ${command.chatId} is gone.`));
    }
    const refusal = this.#refusal(command, chat, session, options);
    return refusal === undefined ? this.#performOn(chat, session, id, command, options) : failed(refusal);
  }

  /** What is in the way of giving this command for this chat. */
  #refusal(command: OnChatCommand, chat: Chat, session: Session, options: PerformActionOptions): ChatError | undefined {
    if (this.#pending.has(chat.id)) {
      return new ChatError('conflict', `Chat ${chat.id} has another action under way.`, { chat });
    }
    if (options.by !== undefined || permissionFor(chat, operationOf(command), session) === true) return undefined;
    // The row changed since the user looked: the backend tells who was faster, which beats a bare refusal.
    if (command.expected !== undefined && command.expected !== chat.assignmentVersion) return undefined;
    return new ChatError('forbidden', `The backend does not offer ${command.type}.`);
  }

  async #performOn(
    chat: Chat,
    session: Session,
    id: string,
    command: OnChatCommand,
    options: PerformActionOptions,
  ): Promise<Settlement> {
    const { table, names } = this.#context;
    const overlay = overlayFor(id, command, chat, { viewer: session.viewer, now: this.#context.now(), ...names });
    this.#pending.set(chat.id, { id, command, startedAt: this.#context.now() });
    if (overlay === undefined) table.touch(chat.id);
    else table.addOverlay(chat.id, overlay);

    const execution = new CommandExecution(this.#context, id, command);
    const record = await this.#openRecord(id, command, chat, session, options);
    const overtaken = options.by === undefined ? this.#overtaken(command, chat.id, session) : undefined;
    const settling = (overtaken ?? execution.carryOut(options.by)).then((settlement) => {
      this.#settle(id, chat.id, settlement);
      if (record !== undefined) this.#closeRecord(record, settlement);
      return settlement;
    });
    const settlement = await this.#withinLimit(settling);
    this.#release(id, chat.id);
    return settlement;
  }

  /** A backend that checks nothing would let a decision on an old row undo somebody else's: what is known here is checked. */
  #overtaken(command: OnChatCommand, chatId: string, session: Session): Promise<Settlement> | undefined {
    const chat = this.#context.table.record(chatId)?.confirmed;
    if (session.capabilities.guarantees.precondition === 'checked' || command.expected === undefined) return undefined;
    if (chat?.assignmentVersion === command.expected) return undefined;
    const error =
      chat === undefined
        ? new ChatError('not-found', `Chat ${chatId} is gone.`)
        : new ChatError('conflict', `Chat ${chatId} was changed by somebody else.`, { chat });
    return Promise.resolve({ outcome: 'refused', error });
  }

  #settle(id: string, chatId: string, settlement: Settlement): void {
    const chat = settlement.outcome === 'done' ? settlement.answer.chat : settlement.error.chat;
    if (chat !== undefined) this.#context.table.settle(chat);
    this.#release(id, chatId);
  }

  /** The chat is free for the next action, and shown as the backend has it. */
  #release(id: string, chatId: string): void {
    if (this.#pending.get(chatId)?.id !== id) return;
    this.#pending.delete(chatId);
    this.#context.table.dropOverlay(chatId, id);
    this.#context.table.touch(chatId);
  }

  async #openRecord(
    id: string,
    command: OnChatCommand,
    chat: Chat,
    session: Session,
    { by }: PerformActionOptions,
  ): Promise<OpenRecord | undefined> {
    const outbox = this.#context.outbox();
    const definition = definitionOf(command.type, session.reports);
    if (session.capabilities.guarantees.audit === 'backend' || definition === undefined) return undefined;
    if (outbox === undefined) return undefined;
    const to = this.#targetOf(command);
    const event = openRecord({
      id,
      command,
      definition,
      chat,
      viewer: session.viewer,
      at: this.#context.now(),
      ...(to && { to }),
    });
    const filters = outcomeFilters(definition);
    await outbox.begin(event, { filters, ...(by && { byHost: true }) });
    return { event, filters, outbox };
  }

  #closeRecord({ event, filters, outbox }: OpenRecord, settlement: Settlement): void {
    outbox.complete(
      closeRecord(event, filters, {
        outcome: settlement.outcome,
        at: this.#context.now(),
        ...(settlement.outcome !== 'done' && { error: settlement.error }),
      }),
    );
  }

  #targetOf(command: OnChatCommand): ReportParty | undefined {
    if (command.type !== 'assign' && command.type !== 'transfer') return undefined;
    const { type, id } = command.to;
    const name = (type === 'agent' ? this.#context.names.agent(id) : this.#context.names.queue(id))?.name ?? id;
    return { type, id, name };
  }

  /** A user is told after a while that the outcome is open; the settling goes on. */
  async #withinLimit(settling: Promise<Settlement>): Promise<Settlement> {
    let cancel: (() => void) | undefined;
    const open = new Promise<Settlement>((resolve) => {
      cancel = this.#context.clock.setTimer(
        () =>
          resolve({
            outcome: 'unknown',
            error: new ChatError('timeout', 'It is not known yet whether it happened.'),
          }),
        ANSWER_LIMIT,
      );
    });
    try {
      return await Promise.race([settling, open]);
    } finally {
      cancel?.();
    }
  }
}
