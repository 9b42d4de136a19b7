import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

function moved(by: string | undefined, how: string): string {
  return by === undefined ? `Dieser Chat wurde inzwischen ${how}.` : `${name(by)} hat diesen Chat ${how}.`;
}

/** Texts about what became of an action: failures, and who was faster. */
export const actionTexts = {
  'failure.unauthenticated': 'Sie sind abgemeldet. Melden Sie sich an, und versuchen Sie es erneut.',
  'failure.forbidden': 'Sie haben dafür keine Berechtigung.',
  'failure.not-found': 'Dieser Chat ist nicht mehr in der Übersicht.',
  'failure.unsupported': 'Der Chat-Dienst unterstützt dies nicht.',
  'failure.invalid': (reason) => `Der Chat-Dienst hat abgelehnt: ${name(reason)}`,
  'failure.rate-limited': (wait, n) =>
    wait === undefined
      ? 'Zu viele Aktionen auf einmal. Warten Sie einen Moment, und versuchen Sie es erneut.'
      : `Zu viele Aktionen auf einmal. Versuchen Sie es in ${n.plural(Math.ceil(wait / 1000), { one: '# Sekunde', other: '# Sekunden' })} erneut.`,
  'failure.unavailable': 'Der Chat-Dienst ist nicht erreichbar. Es wurde nichts geändert; versuchen Sie es erneut.',
  'failure.timeout':
    'Der Chat-Dienst hat nicht rechtzeitig geantwortet. Es wurde nichts geändert; versuchen Sie es erneut.',
  'failure.protocol':
    'Die Antwort des Chat-Dienstes war nicht verständlich. Prüfen Sie den Chat, bevor Sie es erneut versuchen.',
  'failure.unknown':
    'Es ließ sich nicht klären, ob dies geschehen ist. Prüfen Sie den Chat, bevor Sie es erneut versuchen.',

  'conflict.transferred': (to, by) => moved(by, `an ${name(to)} übergeben`),
  'conflict.assigned': (to, by) => moved(by, `${name(to)} zugewiesen`),
  'conflict.taken': (by) => `${name(by)} hat diesen Chat übernommen.`,
  'conflict.pending': (queue, by) =>
    `${moved(by, 'freigegeben')} Er wartet jetzt${queue === undefined ? '' : ` in ${name(queue)}`}.`,
  'conflict.closed': (by) => moved(by, 'beendet'),
  'conflict.changed': (by) => moved(by, 'geändert'),
} satisfies Partial<Messages>;
