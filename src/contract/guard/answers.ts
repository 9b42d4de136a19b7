import type { CommandOutcome, OnChatCommand, SetAgentStatusCommand } from '../command.js';
import type { Agent, Chat, Message, MessageDraft, SupportQueue } from '../model.js';
import type { Page, ReportEvent, ReportReceipt } from '../report-event.js';
import type { FaultReporter } from './faults.js';
import { agent, chat, message, supportQueue } from './records.js';
import { reportEvent, reportReceipt } from './report-shapes.js';
import { commandOutcome } from './request-shapes.js';
import { text } from './scalars.js';
import { type Check, list, Malformed, object, optional, within } from './shape.js';

/** Reads an answer; throws `Malformed` where it does not belong to its question. */
type Read<T> = (answer: unknown) => T;

const anything: Check<unknown> = (value) => value;
const rawList = list(anything);

function sameAs(key: string, found: string, asked: string, rule: string): void {
  if (found !== asked) throw within(key, new Malformed(`is "${found}" in the answer, but "${asked}" was asked`, rule));
}

export function chatAnswer(command: OnChatCommand): Read<Chat> {
  return (answer) => {
    const clean = chat(answer);
    sameAs('id', clean.id, command.chatId, 'A4');
    return clean;
  };
}

export function agentAnswer(command: SetAgentStatusCommand): Read<Agent> {
  return (answer) => {
    const clean = agent(answer);
    sameAs('id', clean.id, command.agentId, 'A4');
    return clean;
  };
}

export function messageAnswer(draft: MessageDraft): Read<Message> {
  return (answer) => {
    const clean = message(answer);
    sameAs('chatId', clean.chatId, draft.chatId, 'M3');
    return clean;
  };
}

export function queuesAnswer(faults: FaultReporter): Read<readonly SupportQueue[]> {
  return (answer) => faults.takeAll('queue', supportQueue, rawList(answer));
}

const rawOutcome = object<{ state: unknown; at?: unknown; code?: unknown; message?: unknown; chat?: unknown }>({
  state: anything,
  at: optional(anything),
  code: optional(anything),
  message: optional(anything),
  chat: optional(anything),
});

/** That a command was done is worth knowing even where the chat beside it is malformed. */
export function outcomeAnswer(faults: FaultReporter): Read<CommandOutcome> {
  return (answer) => {
    const { chat: raw, ...rest } = rawOutcome(answer);
    const current = raw === undefined ? undefined : faults.take('chat', chat, raw);
    return commandOutcome(current === undefined ? rest : { ...rest, chat: current });
  };
}

/** A receipt speaks of what was sent, and says one thing of each record. */
export function receiptAnswer(sent: readonly ReportEvent[]): Read<ReportReceipt> {
  const ids = new Set(sent.map((event) => event.id));
  return (answer) => {
    const receipt = reportReceipt(answer);
    const accepted = receipt.accepted.filter((id) => ids.has(id));
    const refused = receipt.refused.filter(({ id }) => ids.has(id));
    for (const { id } of refused) {
      if (accepted.includes(id)) throw within('refused', new Malformed(`names "${id}", which is accepted too`, 'R4'));
    }
    return Object.freeze({ accepted: Object.freeze(accepted), refused: Object.freeze(refused) });
  };
}

const rawPage = object<Page<unknown>>({ items: rawList, next: optional(text) });

export function pageAnswer(faults: FaultReporter): Read<Page<ReportEvent>> {
  return (answer) => {
    const { items, next } = rawPage(answer);
    return Object.freeze({
      items: faults.takeAll('report-event', reportEvent, items),
      ...(next === undefined ? {} : { next }),
    });
  };
}
