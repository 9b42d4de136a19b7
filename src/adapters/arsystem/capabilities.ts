import type { Capabilities, Grade, GuaranteeGrades, Operation, OperationGrades } from '../../contract/index.js';
import type { ArSystemForms, ChatForm } from './forms.js';

const native: Grade = 'native';

function emulated(reason: string): Grade {
  return { grade: 'emulated', reason };
}

function none(reason: string): Grade {
  return { grade: 'none', reason };
}

const joining = emulated('An entry of the participants form; what a participant may do is for the server to enforce.');
const noParticipants = none('The form map has no participants form.');
const noAcceptance = none('The form map has no label for transferred chats: a transfer needs no acceptance.');
const noAssist = none('The form map has no field for requests for assistance.');
const noMessages = none('The form map has no messages form.');
const noReports = none('The form map has no form for Report_Events.');

const guarantees: GuaranteeGrades = {
  precondition: 'none',
  idempotency: 'none',
  resume: 'snapshot',
  report: 'at-least-once',
  audit: 'adapter',
};

/** What an installation can do with these forms. */
export function capabilitiesOf(forms: ArSystemForms): Capabilities {
  const { chats, participants, messages, reports } = forms;
  const place = participants === undefined ? noParticipants : joining;
  const operations: OperationGrades = {
    'assign-agent': native,
    'assign-queue': native,
    'transfer-agent': native,
    'transfer-queue': native,
    release: native,
    close: native,
    participate: place,
    monitor: place,
    'set-mode': place,
    leave: place,
    accept: chats.statuses.transferred === undefined ? noAcceptance : native,
    decline: chats.statuses.transferred === undefined ? noAcceptance : native,
    'raise-assist': assistGrade(chats),
    'clear-assist': assistGrade(chats),
    'claim-assist': claimGrade(chats),
    'read-messages': messages === undefined ? noMessages : emulated('Found by looking again at the messages form.'),
    'send-message': messages === undefined ? noMessages : native,
    'set-agent-status': native,
    'set-agent-capacity': native,
    'watch-agents': emulated('Found by looking again at the agents form.'),
    'watch-session': emulated('Found by reading the entry of the viewer again, once a minute by default.'),
    'watch-notices': none('AR System pushes nothing over REST; chats that moved are seen in the list.'),
    outcome: none('AR System keeps no record of a call by a key.'),
    report: reports === undefined ? noReports : native,
    'read-report': readGrade(forms),
  };
  return {
    operations,
    guarantees,
    guaranteeReasons: {
      precondition:
        'The REST API has no conditional write. The adapter compares with what the user saw before it writes, and reads back after it; of two who write in between, the last one wins.',
      idempotency: 'The REST API knows no key of a call: a call that is repeated is performed again.',
      resume: 'There is no log of changes to go on from, and deleted entries leave no trace.',
      report:
        reports?.fields.recordId === undefined
          ? 'The form has no field for the id of a record, so that one that was sent before is not recognised.'
          : 'Whether a record is there is asked before it is written; two pages that ask at once both write it.',
    },
  };
}

/** Operations that this installation does not have at all. */
export function missingOperations({ operations }: Capabilities): ReadonlySet<string> {
  const grades = Object.entries(operations) as [Operation, Grade][];
  return new Set(
    grades.filter(([, grade]) => typeof grade === 'object' && grade.grade === 'none').map(([name]) => name),
  );
}

function assistGrade({ fields }: ChatForm): Grade {
  return fields.assistId === undefined ? noAssist : native;
}

function claimGrade({ fields }: ChatForm): Grade {
  if (fields.assistId === undefined) return noAssist;
  return fields.assistClaimedById === undefined
    ? none('The form map has no field for who takes a request for assistance.')
    : native;
}

function readGrade({ reports }: ArSystemForms): Grade {
  if (reports === undefined) return noReports;
  return reports.fields.recordId === undefined || reports.fields.details === undefined
    ? emulated(
        'The form has no field for outcome, parties and note: they are missing where no filter field holds them.',
      )
    : native;
}
