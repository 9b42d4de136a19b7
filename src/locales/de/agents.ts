import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of `agent-grid`. */
export const agentTexts = {
  'agents.label': 'Agents',
  'agents.column.name': 'Agent',
  'agents.column.status': 'Status',
  'agents.column.load': 'Chats',
  'agents.column.queues': 'Support-Queues',
  'agents.available': 'Verfügbar',
  'agents.unavailable': 'Nicht verfügbar',
  'agents.load': (load, capacity, n) =>
    capacity === undefined ? n.number(load) : `${n.number(load)} von ${n.number(capacity)}`,
  'agents.search': 'Agents durchsuchen',
  'agents.count': (count, n) => n.plural(count, { one: '# Agent', other: '# Agents' }),
  'agents.count.filtered': (shown, total, n) =>
    `${n.number(shown)} von ${n.plural(total, { one: '# Agent', other: '# Agents' })}`,
  'agents.empty': 'Keine Agents',
  'agents.empty.hint': 'In den gewählten Firmen und Queues beantwortet niemand Chats.',
  'agents.filtered': (search) => `Keine Agents zu „${search}“`,
  'agents.loading': 'Agents werden geladen…',
  'agents.forbidden': 'Keine Berechtigung, Agents zu überwachen',
  'agents.failed': 'Agents können nicht angezeigt werden',
} satisfies Partial<Messages>;
