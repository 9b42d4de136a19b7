import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of the assign pane. */
export const assignTexts = {
  'assign.subject': (requester, issue) => `${name(requester)}: ${name(issue)}`,
  'assign.tab.agents': 'Agents',
  'assign.tab.queues': 'Support-Queues',
  'assign.search.agents': 'Agents durchsuchen',
  'assign.search.queues': 'Support-Queues durchsuchen',
  'assign.you': '(Sie)',
  'assign.load': (load, capacity, n) =>
    capacity === undefined ? `Chats: ${n.number(load)}` : `${n.number(load)} von ${n.number(capacity)} Chats`,
  'assign.over': 'ausgelastet',
  'assign.block.away': 'Nicht mehr verfügbar',
  'assign.block.full': 'Nimmt gerade keine Chats mehr an',
  'assign.block.current': 'Hat diesen Chat bereits',
  'assign.block.queue': 'Der Chat wartet bereits hier',
  'assign.autoAssign': 'Wird automatisch einem Agent zugewiesen',
  'assign.none.agents': 'Derzeit ist kein Agent verfügbar',
  'assign.none.queues': 'Es gibt keine Support-Queues',
  'assign.none.found': (query) => `Nichts gefunden zu „${name(query)}“`,
  'assign.found': (count, n) => n.plural(count, { other: '# Treffer' }),
  'assign.failed.agents': 'Die Agents konnten nicht geladen werden.',
  'assign.note': 'Notiz für den Agent',
  'assign.submit.assign': 'Zuweisen',
  'assign.submit.transfer': 'Übergeben',
  'assign.busy': 'Wird ausgeführt…',
  'assign.choose.agents': 'Wählen Sie zuerst einen Agent.',
  'assign.choose.queues': 'Wählen Sie zuerst eine Support-Queue.',
  'assign.chosen.blocked': (target, reason) => `${name(target)}: ${reason}. Wählen Sie ein anderes Ziel.`,
} satisfies Partial<Messages>;
