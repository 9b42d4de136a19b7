import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of `chat-transcript`. */
export const transcriptTexts = {
  'transcript.label': (requester) => `Chat mit ${name(requester)}`,
  'transcript.none': 'Wählen Sie einen Chat, um ihn hier zu lesen',
  'transcript.empty': 'Noch keine Nachrichten',
  'transcript.monitoring': 'Sie lesen nur mit',
  'transcript.monitoring.own':
    'Sie lesen nur mit. Nur diese Seite weiß davon; andere, die mitlesen, werden nicht angezeigt.',
  'transcript.gone': 'Dieser Chat ist beendet oder für Sie nicht mehr sichtbar',
  'transcript.denied': 'Sie dürfen diesen Chat nicht lesen',
  'transcript.failed': 'Die Nachrichten konnten nicht geladen werden',
  'transcript.kind.requester': 'Kontakt',
  'transcript.kind.agent': 'Support',
  'transcript.kind.system': 'System',
  'transcript.earlier': (count, n) =>
    n.plural(count, { one: '# frühere Nachricht anzeigen', other: '# frühere Nachrichten anzeigen' }),
  'transcript.new': (count, n) => n.plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  'transcript.all': 'Alles anzeigen',
  'transcript.less': 'Weniger anzeigen',
  'transcript.write': 'Nachricht schreiben',
  'transcript.send': 'Senden',
  'transcript.sending': 'Wird gesendet…',
  'transcript.tooLong': (over, n) => n.plural(over, { other: '# Zeichen zu viel' }),
  'transcript.notSent': (reason) => `Nicht gesendet. ${reason}`,
} satisfies Partial<Messages>;
