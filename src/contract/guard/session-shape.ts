import type { Capabilities, Grade, Guarantee, GuaranteeGrades, Operation } from '../capabilities.js';
import type { CommandType } from '../command.js';
import type { ReportDefinition } from '../report-event.js';
import type { AgentStatusChoice, Session, Settings, Viewer } from '../session.js';
import { availability, chatOperations, named, slaPolicy } from './records.js';
import { amount, finite, flag, id, oneOf, text, time } from './scalars.js';
import { type Check, list, object, optional, partialRecord } from './shape.js';

export const commandTypes = [
  'assign',
  'transfer',
  'release',
  'join',
  'set-mode',
  'leave',
  'accept',
  'decline',
  'raise-assist',
  'clear-assist',
  'claim-assist',
  'close',
  'set-agent-status',
] as const satisfies readonly CommandType[];

const operations = [
  ...chatOperations,
  'set-agent-status',
  'watch-agents',
  'watch-notices',
  'watch-session',
  'outcome',
  'report',
  'read-report',
] as const satisfies readonly Operation[];

const gradeObject = object<Exclude<Grade, string>>({
  grade: oneOf('native', 'emulated', 'none'),
  reason: optional(text),
});

const grade: Check<Grade> = (value) => (value === 'native' ? value : gradeObject(value));

const guaranteeGrades = object<GuaranteeGrades>({
  precondition: oneOf('checked', 'claim-only', 'none'),
  idempotency: oneOf('key', 'none'),
  resume: oneOf('cursor', 'snapshot'),
  report: oneOf('exactly-once', 'at-least-once'),
  audit: oneOf('adapter', 'backend'),
});

const guarantees = ['precondition', 'idempotency', 'resume', 'report', 'audit'] as const satisfies readonly Guarantee[];

const capabilities = object<Capabilities>({
  operations: partialRecord(operations, grade),
  guarantees: guaranteeGrades,
  guaranteeReasons: optional(partialRecord(guarantees, text)),
});

const viewer = object<Viewer>({ id, name: text, roles: list(oneOf('supervisor', 'agent', 'admin')) });

const statusChoice = object<AgentStatusChoice>({ availability, code: text });

const settings = object<Settings>({
  queueAssignment: flag,
  sla: optional(slaPolicy),
  slaColors: optional(object<NonNullable<Settings['slaColors']>>({ warning: optional(text), breach: optional(text) })),
  companies: list(named),
  agentStatuses: optional(list(statusChoice)),
  maxMessageLength: optional(amount),
});

const filterSource = oneOf('from', 'to', 'queue', 'requester', 'note', 'outcome', 'error');

const reportDefinition = object<ReportDefinition>({
  eventId: finite,
  event: text,
  filter1: optional(filterSource),
  filter2: optional(filterSource),
  filter3: optional(filterSource),
});

export const session: Check<Session> = object<Session>({
  viewer,
  settings,
  capabilities,
  reports: partialRecord(commandTypes, reportDefinition),
  at: time,
});
