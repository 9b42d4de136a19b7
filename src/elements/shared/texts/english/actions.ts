import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

function moved(by: string | undefined, how: string, where = ''): string {
  return by === undefined ? `Meanwhile this chat was ${how}${where}.` : `${name(by)} ${how} this chat${where}.`;
}

/** Texts about what became of an action: failures, and who was faster. */
export const actionTexts = {
  'failure.unauthenticated': 'You are signed out. Sign in and try again.',
  'failure.forbidden': 'You do not have permission to do this.',
  'failure.not-found': 'This chat is not on the floor any more.',
  'failure.unsupported': 'The chat service cannot do this.',
  'failure.invalid': (reason: string) => `The chat service refused: ${name(reason)}`,
  'failure.rate-limited': (wait: number | undefined, n: Formats) =>
    wait === undefined
      ? 'Too many actions at once. Wait a moment and try again.'
      : `Too many actions at once. Try again in ${n.plural(Math.ceil(wait / 1000), { one: '# second', other: '# seconds' })}.`,
  'failure.unavailable': 'The chat service cannot be reached. Nothing was changed; try again.',
  'failure.timeout': 'The chat service did not answer in time. Nothing was changed; try again.',
  'failure.protocol':
    'The chat service gave an answer that could not be understood. Look at the chat before you try again.',
  'failure.unknown': 'It could not be found out whether this happened. Look at the chat before you try again.',

  'conflict.transferred': (to: string, by: string | undefined) => moved(by, 'transferred', ` to ${name(to)}`),
  'conflict.assigned': (to: string, by: string | undefined) => moved(by, 'assigned', ` to ${name(to)}`),
  'conflict.taken': (by: string) => `${name(by)} took this chat.`,
  'conflict.pending': (queue: string | undefined, by: string | undefined) =>
    `${moved(by, 'released')} It is waiting${queue === undefined ? '' : ` in ${name(queue)}`} now.`,
  'conflict.closed': (by: string | undefined) => moved(by, 'closed'),
  'conflict.changed': (by: string | undefined) => moved(by, 'changed'),
};
