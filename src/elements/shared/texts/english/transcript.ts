import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

/** Texts of `chat-transcript`. */
export const transcriptTexts = {
  'transcript.label': (requester: string) => `Chat with ${name(requester)}`,
  'transcript.none': 'Choose a chat to read it here',
  'transcript.empty': 'No messages yet',
  'transcript.monitoring': 'Monitoring — read only',
  'transcript.monitoring.own': 'Monitoring — read only. This page alone knows; others who monitor are not shown.',
  'transcript.gone': 'This chat is over, or not yours to see any more',
  'transcript.denied': 'You cannot read this chat',
  'transcript.failed': 'The messages could not be loaded',
  'transcript.kind.requester': 'Customer',
  'transcript.kind.agent': 'Support',
  'transcript.kind.system': 'System',
  'transcript.earlier': (count: number, n: Formats) =>
    n.plural(count, { one: 'Show # earlier message', other: 'Show # earlier messages' }),
  'transcript.new': (count: number, n: Formats) => n.plural(count, { one: '# new message', other: '# new messages' }),
  'transcript.all': 'Show all',
  'transcript.less': 'Show less',
  'transcript.write': 'Write a message',
  'transcript.send': 'Send',
  'transcript.sending': 'Sending…',
  'transcript.tooLong': (over: number, n: Formats) =>
    n.plural(over, { one: '# character too long', other: '# characters too long' }),
  'transcript.notSent': (reason: string) => `Not sent. ${reason}`,
};
