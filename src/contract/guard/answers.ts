import type { CommandOutcome } from '../command.js';
import type { SupportQueue } from '../model.js';
import type { Page, ReportEvent, ReportReceipt } from '../report-event.js';
import type { FaultReporter } from './faults.js';
import { chat, supportQueue } from './records.js';
import { reportEvent, reportReceipt } from './report-shapes.js';
import { rawOutcome } from './request-shapes.js';
import { anything, text } from './scalars.js';
import { type Check, list, Malformed, object } from './shape.js';

/** A list whose items are looked at later, each by itself. */
export const rawList = list(anything);

export function queuesAnswer(faults: FaultReporter): Check<readonly SupportQueue[]> {
  return (answer) => faults.takeAll('queue', supportQueue, rawList(answer));
}

/** That a command was done is worth knowing even where the chat beside it is malformed. */
export function outcomeAnswer(faults: FaultReporter): Check<CommandOutcome> {
  return (answer) => {
    const { chat: raw, ...outcome } = rawOutcome(answer);
    const current = raw === undefined ? undefined : faults.take('chat', chat, raw);
    return Object.freeze({ ...outcome, ...(current && { chat: current }) }) as CommandOutcome;
  };
}

/** A receipt speaks of what was sent, and says one thing of each record. */
export function receiptAnswer(sent: readonly ReportEvent[]): Check<ReportReceipt> {
  const ids = new Set(sent.map((event) => event.id));
  return (answer) => {
    const receipt = reportReceipt(answer);
    const accepted = receipt.accepted.filter((id) => ids.has(id));
    const refused = receipt.refused.filter(({ id }) => ids.has(id));
    for (const { id } of refused) {
      if (accepted.includes(id)) throw new Malformed(`names "${id}", which is accepted too`, 'R4', 'refused');
    }
    return Object.freeze({ accepted: Object.freeze(accepted), refused: Object.freeze(refused) });
  };
}

const rawPage = object<Page<unknown>>({ items: rawList, 'next?': text });

export function pageAnswer(faults: FaultReporter): Check<Page<ReportEvent>> {
  return (answer) => {
    const page = rawPage(answer);
    return Object.freeze({ ...page, items: faults.takeAll('report-event', reportEvent, page.items) });
  };
}
