import type { Formats } from '../../elements/shared/texts/formats.js';
import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

const chats = (count: number, n: Formats): string => n.plural(count, { one: '# Chat', other: '# Chats' });

/** Texts of grid, tiles and circle. */
export const floorTexts = {
  'grid.label': 'Chats',
  'grid.column.assist': 'Hilfe',
  'grid.column.requester': 'Kontakt und Anliegen',
  'grid.column.status': 'Status',
  'grid.column.agent': 'Agent',
  'grid.column.company': 'Firma',
  'grid.column.queue': 'Queue',
  'grid.column.queueTime': 'Wartezeit',
  'grid.column.sessionTime': 'Chatzeit',
  'grid.column.actions': 'Aktionen',
  'grid.sort': 'Sortierung',
  'grid.sort.urgency': 'Dringendste zuerst',
  'grid.sort.ascending': (column) => `${column}, aufsteigend`,
  'grid.sort.descending': (column) => `${column}, absteigend`,
  'grid.sort.place': (place, n) => `Rang ${n.number(place)}`,
  'grid.columns': 'Spalten',
  'grid.columns.failed': 'Die Spalten lassen sich gerade nicht ändern. Laden Sie die Seite neu, um sie zu ändern.',
  'grid.search': 'Chats durchsuchen',
  'grid.search.clear': 'Suche zurücksetzen',
  'grid.count': chats,
  'grid.count.filtered': (shown, total, n) => `${n.number(shown)} von ${chats(total, n)}`,
  'grid.status.transferred': (to) => `Übergeben an ${name(to)}`,
  'grid.actions': (requester) => `Aktionen für ${name(requester)}`,
  'grid.assist.clear': (request) => `${request}. Hilfeanfrage beenden`,
  'grid.menu.loading': 'Die Aktionen werden noch geladen…',
  'grid.menu.failed': 'Die Aktionen konnten nicht geladen werden. Laden Sie die Seite neu, um Chats zu bearbeiten.',
  'grid.works.failed':
    'Tasten und Menüs konnten nicht geladen werden. Laden Sie die Seite neu, um Chats zu bearbeiten.',
  'grid.picking.failed':
    'Auswählen und Finden per Taste konnten nicht geladen werden. Laden Sie die Seite neu, um sie zu nutzen.',
  'grid.gone': 'Nicht mehr gelistet',
  'grid.pending': 'Aktion läuft',
  'grid.waiting': (count, n) => n.plural(count, { one: '# Änderung wartet', other: '# Änderungen warten' }),
  'grid.show': 'Anzeigen',
  'grid.empty': 'Keine offenen Chats',
  'grid.empty.hint': 'Neue Chats erscheinen hier von selbst.',
  'grid.unscoped': 'Wählen Sie eine Firma und eine Queue',
  'grid.unscoped.hint': 'Es ist nichts ausgewählt, daher gibt es nichts zu überwachen.',
  'grid.filtered': (search) => `Keine Chats zu „${search}“`,
  'grid.loading': 'Chats werden geladen…',
  'grid.forbidden': 'Keine Berechtigung, Chats zu überwachen',
  'grid.forbidden.hint': 'Dafür ist die Supervisor-Rolle nötig. Wenden Sie sich an Ihre Administration.',
  'grid.failed': 'Chats können nicht angezeigt werden',

  'metrics.label': 'Chats in Zahlen',
  'metrics.open': 'Offene Chats',
  'metrics.assigned': 'Zugewiesen',
  'metrics.inQueue': 'In der Queue',
  'metrics.averageQueueTime': 'Mittlere Wartezeit',

  'attention.count': (count, n) => n.plural(count, { one: '# dringender Chat', other: '# dringende Chats' }),
  'attention.detail': (assists, breaches, n) =>
    n.list([
      ...(assists > 0 ? [n.plural(assists, { one: '# bittet um Hilfe', other: '# bitten um Hilfe' })] : []),
      ...(breaches > 0
        ? [n.plural(breaches, { one: '# ist über dem Zeitlimit', other: '# sind über dem Zeitlimit' })]
        : []),
    ]),
} satisfies Partial<Messages>;
