import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of `chat-scope`. */
export const scopeTexts = {
  'scope.label': 'Welche Chats überwacht werden',
  'scope.companies': 'Firma',
  'scope.queues': 'Support-Queue',
  'scope.companies.all': 'Alle Firmen',
  'scope.queues.all': 'Alle Queues',
  'scope.none': 'Keine',
  'scope.some': (chosen, total, n) => `${n.number(chosen)} von ${n.number(total)}`,
  'scope.search': 'Suchen',
  'scope.noMatch': 'Keine Treffer',
  'scope.noQueue': 'Ohne Queue',
} satisfies Partial<Messages>;
