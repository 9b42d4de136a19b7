import type { ReportEvent, ReportForm } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';

const filters = ['filter1', 'filter2', 'filter3'] as const satisfies readonly (keyof ReportForm)[];

/** Whose chat a record is about, as far as that is known: a record itself names the chat by its id only. */
export class RequesterNames {
  /** By the chat's id: a chat that leaves the floor keeps its name here. */
  readonly #names = new Map<string, string>();

  of({ chatId, command, form }: ReportEvent, monitor: ChatMonitor | undefined): string | undefined {
    const definition = monitor?.session.value?.reports[command];
    const field = filters.find((filter) => definition?.[filter] === 'requester');
    const name = monitor?.chat(chatId)?.requester.name ?? this.#names.get(chatId) ?? (field && form[field]);
    if (name !== undefined) this.#names.set(chatId, name);
    return name;
  }
}
