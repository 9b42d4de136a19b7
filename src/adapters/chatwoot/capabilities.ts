import type { Capabilities, Grade, OperationGrades } from '../../contract/index.js';
import type { ChatwootAdapterOptions } from './options.js';
import type { ChatwootViewer } from './viewer.js';

const emulated = (reason: string): Grade => ({ grade: 'emulated', reason });
const none = (reason: string): Grade => ({ grade: 'none', reason });

const noAcceptance = none('At Chatwoot nobody accepts: whoever is assigned has the chat.');
const join = emulated(
  'Kept as a custom attribute of the conversation, one for each person: who is in a chat by Chatwoot alone is not told apart from who had it before.',
);
const attribute = emulated(
  'Kept as the custom attribute `assist` of the conversation: two people who change it at once can undo each other.',
);

/** What Chatwoot can do for this viewer. */
export function capabilitiesOf(viewer: ChatwootViewer, options: ChatwootAdapterOptions): Capabilities {
  const pushed = options.socket !== false;
  const operations: OperationGrades = {
    'assign-agent': 'native',
    'assign-queue': 'native',
    'transfer-agent': 'native',
    'transfer-queue': emulated('The team first, the agent off after it: in between, the chat is in both hands.'),
    release: 'native',
    participate: join,
    monitor: join,
    'set-mode': join,
    leave: join,
    accept: noAcceptance,
    decline: noAcceptance,
    'raise-assist': attribute,
    'clear-assist': attribute,
    'claim-assist': attribute,
    close: 'native',
    'read-messages': 'native',
    'send-message': 'native',
    'set-agent-status': viewer.administrator ? 'native' : none("Administrators alone set an agent's status."),
    'set-agent-capacity': none('Chatwoot keeps no capacity of agents.'),
    'watch-agents': emulated(
      viewer.administrator
        ? 'Chatwoot does not push what agents do: they are looked at again and again.'
        : 'As for administrators, who alone may read the load: it counts the chats that the viewer sees.',
    ),
    'watch-notices': pushed
      ? emulated('Made of the changes that are pushed: what happened while no line was open is not told.')
      : none('Without a socket nothing says who moved a chat.'),
    'watch-session': emulated('The profile is looked at again and again.'),
    outcome: none('Chatwoot keeps no keys of commands.'),
    report: options.report
      ? emulated('The page keeps the records: Chatwoot has no place for them.')
      : none(
          'Chatwoot has no place for records. It writes every assignment into the conversation by itself; a note for each ' +
            'record would say it twice among what agents and customers say, and could not be read across chats.',
        ),
    'read-report': none('Chatwoot has no place for records.'),
  };
  return {
    operations,
    guarantees: {
      precondition: 'none',
      idempotency: 'none',
      resume: 'snapshot',
      report: 'at-least-once',
      audit: 'adapter',
    },
    guaranteeReasons: {
      precondition: 'Of two assignments the last one wins: the adapter looks before it writes, and Chatwoot does not.',
      idempotency: 'Chatwoot knows no keys: a repeated command is another one.',
      resume: 'Chatwoot keeps no log that a watch could go on from.',
      report: 'It is for the page to recognise a record that comes twice.',
      audit: "Chatwoot's own activity messages are no Report_Events: they have no keys, and refusals leave none.",
    },
  };
}
