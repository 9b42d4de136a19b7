import { operations, type Capabilities, type Grade, type Guarantee, type GuaranteeGrades } from '../capabilities.js';
import { commandTypes } from '../command.js';
import type { ReportDefinition } from '../report-event.js';
import type { AgentStatusChoice, Session, Settings, Viewer } from '../session.js';
import { availability, named, slaPolicy } from './records.js';
import { amount, finite, flag, id, oneOf, text, time } from './scalars.js';
import { type Check, list, object, partialRecord } from './shape.js';

const gradeObject = object<Exclude<Grade, string>>({
  grade: oneOf('native', 'emulated', 'none'),
  'reason?': text,
});

const grade: Check<Grade> = (value) => (value === 'native' ? value : gradeObject(value));

const guarantees = {
  precondition: oneOf('checked', 'claim-only', 'none'),
  idempotency: oneOf('key', 'none'),
  resume: oneOf('cursor', 'snapshot'),
  report: oneOf('exactly-once', 'at-least-once'),
  audit: oneOf('adapter', 'backend'),
  'joins?': oneOf('shared', 'own'),
};

const guaranteeNames = Object.keys(guarantees).map((key) => key.replace('?', '')) as Guarantee[];

const capabilities = object<Capabilities>({
  operations: partialRecord(operations, grade),
  guarantees: object<GuaranteeGrades>(guarantees),
  'guaranteeReasons?': partialRecord(guaranteeNames, text),
});

const viewer = object<Viewer>({ id, name: text, roles: list(oneOf('supervisor', 'agent', 'admin')) });

const statusChoice = object<AgentStatusChoice>({ availability, code: text });

const settings = object<Settings>({
  queueAssignment: flag,
  'sla?': slaPolicy,
  'slaColors?': object<NonNullable<Settings['slaColors']>>({ 'warning?': text, 'breach?': text }),
  companies: list(named),
  'agentStatuses?': list(statusChoice),
  'maxMessageLength?': amount,
});

const filterSource = oneOf('from', 'to', 'queue', 'requester', 'note', 'outcome', 'error');

const reportDefinition = object<ReportDefinition>({
  eventId: finite,
  event: text,
  'filter1?': filterSource,
  'filter2?': filterSource,
  'filter3?': filterSource,
});

export const session: Check<Session> = object<Session>({
  viewer,
  settings,
  capabilities,
  reports: partialRecord(commandTypes, reportDefinition),
  at: time,
});
