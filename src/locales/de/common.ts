import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts that several elements use. */
export const commonTexts = {
  'common.cancel': 'Abbrechen',
  'common.retry': 'Erneut versuchen',
  'common.loading': 'Wird geladen…',
  'common.dismiss': 'Schließen',
  'common.none': '–',
  'common.you': 'Sie',

  'status.pending': 'Wartend',
  'status.assigned': 'Zugewiesen',
  'status.transferred': 'Übergeben',
  'status.closed': 'Beendet',

  'sla.warning': 'kurz vor dem Zeitlimit',
  'sla.breach': 'über dem Zeitlimit',

  'connection.stale': (time) => `Stand: ${time}. Wird neu verbunden…`,
  'connection.renewing': (time) => `Stand: ${time}. Sie werden wieder angemeldet…`,
  'connection.offline': 'Offline',
  'connection.offline.since': (time) => `Offline. Stand: ${time}.`,
  'connection.signed-out': 'Sie sind abgemeldet',
  'connection.signed-out.hint': 'Melden Sie sich an, und versuchen Sie es dann erneut.',
  'connection.signed-out.since': (time) => `Sie sind abgemeldet. Stand: ${time}.`,
  'connection.missing': 'Nicht verbunden',
  'connection.missing.hint': 'Dieser Teil der Seite hat kein Chat-Backend.',
  'connection.reason.unauthenticated': 'Sie sind nicht angemeldet.',
  'connection.reason.forbidden': 'Sie haben keine Berechtigung, dies zu sehen.',
  'connection.reason.unavailable': 'Der Chat-Dienst ist nicht erreichbar.',
  'connection.reason.timeout': 'Der Chat-Dienst antwortet nicht.',
  'connection.reason.rate-limited': 'Der Chat-Dienst bittet um etwas Geduld.',
  'connection.reason.other': 'Der Chat-Dienst meldet ein Problem.',
  'connection.faults': (count, n) =>
    n.plural(count, { one: '# Datensatz nicht darstellbar', other: '# Datensätze nicht darstellbar' }),
  'connection.unsaved': (count, n) =>
    n.plural(count, {
      one: '# Problem beim Speichern von Report_Events',
      other: '# Probleme beim Speichern von Report_Events',
    }),
} satisfies Partial<Messages>;
