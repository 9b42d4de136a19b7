import type { Capabilities, Grade } from '../../contract/index.js';
import type { SignedIn } from './rights.js';

export interface CapabilityFacts {
  readonly signedIn: SignedIn;
  /** The server's routing lets chats go back to their queue. */
  readonly canReturn: boolean;
  /** The host keeps Report_Events. */
  readonly keepsReports: boolean;
}

const none = (reason: string): Grade => ({ grade: 'none', reason });
const emulated = (reason: string): Grade => ({ grade: 'emulated', reason });

const asTag =
  'A tag of the room says it. Rocket.Chat replaces tags as a whole: two people who change tags within the same moment ' +
  'may undo each other.';
const noAcceptance = 'Rocket.Chat gives a chat to its receiver at once.';

/** What Rocket.Chat can do for this viewer, and what it costs. */
export function capabilitiesOf({ signedIn, canReturn, keepsReports }: CapabilityFacts): Capabilities {
  return {
    operations: {
      'assign-agent': 'native',
      'assign-queue': 'native',
      'transfer-agent': 'native',
      'transfer-queue': 'native',
      release: canReturn ? 'native' : none("The server's routing does not let chats go back to their queue."),
      participate: 'native',
      monitor: emulated(
        'Reading needs no joining, so only this page knows who monitors, and forgets it when it is left.',
      ),
      'set-mode': emulated('From Monitor to Participate only: the server lets nobody out of a room.'),
      leave: emulated('Only who monitors can: who takes part is in the room until it is closed.'),
      accept: none(noAcceptance),
      decline: none(noAcceptance),
      'raise-assist': emulated(asTag),
      'clear-assist': emulated(asTag),
      'claim-assist': emulated(asTag),
      close: 'native',
      'read-messages': 'native',
      'send-message': 'native',
      'set-agent-status': signedIn.has('manage-livechat-agents')
        ? { grade: 'native', reason: 'Availability only; codes are set by an administrator.' }
        : none('It needs the permission manage-livechat-agents.'),
      'set-agent-capacity': none("An agent's limit of chats is set by an administrator, apart from the status."),
      'watch-agents': signedIn.has('transfer-livechat-guest')
        ? emulated('Rocket.Chat has no watch of agents: they are looked at again and again.')
        : none('It needs the permission transfer-livechat-guest.'),
      'watch-notices': none('Rocket.Chat keeps no notices.'),
      'watch-session': none('Changes of roles and settings count from the next connection on.'),
      outcome: none('Rocket.Chat keeps no keys of commands.'),
      report: keepsReports ? emulated('The host keeps the records.') : none('Rocket.Chat has no place for records.'),
      'read-report': emulated(
        'Transfers and releases that happened, of one chat at a time; without a chat, of the five open ones that were ' +
          'moved last.',
      ),
    },
    guarantees: {
      precondition: 'claim-only',
      idempotency: 'none',
      resume: 'snapshot',
      report: 'at-least-once',
      audit: 'adapter',
      joins: 'own',
    },
    guaranteeReasons: {
      precondition:
        'Only a chat that waits is refused to the second who takes it; before a transfer, a release or a close the ' +
        'adapter compares, and the last one wins.',
      idempotency: 'Commands have no keys; a message has its own id.',
      resume: 'There is no log of changes to go on from.',
      report: keepsReports ? 'The host decides whether a repeated record is kept once.' : 'Nothing is sent anywhere.',
      audit:
        'The transfer history knows no assignment of a waiting chat, no refused command and no key, so it replaces no ' +
        'Report_Event.',
      joins:
        'The lists of chats do not say who takes part, and reading leaves no trace at the server: only this page knows ' +
        'that the viewer monitors, and forgets it when it is left.',
    },
  };
}
