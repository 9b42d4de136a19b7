import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts about what can be done with one chat: menu, confirmation, and what is in the way. */
export const offerTexts = {
  'menu.label': (requester) => `Aktionen für den Chat mit ${name(requester)}`,
  'menu.empty': 'Für diesen Chat gibt es derzeit keine Aktion',

  'offer.participate': 'Am Chat teilnehmen',
  'offer.monitor': 'Chat mitlesen',
  'offer.open': 'Chat öffnen',
  'offer.accept': 'Annehmen',
  'offer.decline': 'Ablehnen',
  'offer.assign': 'Agent zuweisen',
  'offer.transfer': 'Chat übergeben',
  'offer.release': 'Chat freigeben',
  'offer.raise-assist': 'Hilfe anfordern',
  'offer.claim-assist': 'Ich kümmere mich darum',
  'offer.clear-assist': 'Hilfeanfrage beenden',
  'offer.leave': 'Chat verlassen',
  'offer.close': 'Chat beenden',

  'reason.agent-role-required': 'Erfordert die Agent-Rolle',
  'reason.not-accepted-yet': 'Vom neuen Agent noch nicht angenommen',
  'reason.not-assignee': 'Nur dem zuständigen Agent möglich',
  'reason.chat-closed': 'Der Chat ist beendet',
  'reason.offline': 'Offline nicht möglich',
  'reason.stale': 'Wartet auf die Verbindung',
  'reason.signed-out': 'Sie sind abgemeldet',
  'reason.in-progress': 'Eine andere Aktion läuft noch',
  'reason.gone': 'Dieser Chat ist nicht mehr in der Übersicht',
  'reason.other': 'Derzeit nicht möglich',

  'release.title': 'Diesen Chat freigeben?',
  'release.body': (requester, queue) =>
    queue === undefined
      ? `Der Chat mit ${name(requester)} wartet dann wieder, ohne zugewiesenen Agent.`
      : `Der Chat mit ${name(requester)} wartet dann wieder in ${name(queue)}, ohne zugewiesenen Agent.`,
  'close.title': 'Diesen Chat beenden?',
  'close.body': (requester) => `Der Chat mit ${name(requester)} endet für beide Seiten.`,
} satisfies Partial<Messages>;
