import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of `my-chats`, with the notices. */
export const myChatsTexts = {
  'myChats.label': 'Meine Chats',
  'myChats.empty': 'Noch keine Chats',
  'myChats.empty.hint': 'Hier erscheinen Chats, die Sie bearbeiten oder denen Sie beitreten.',
  'myChats.failed': 'Ihre Chats konnten nicht geladen werden',
  'myChats.role.transferred': 'An Sie übergeben',
  'myChats.role.assignee': 'Ihr Chat',
  'myChats.role.sent': (to) => `Wartet auf ${name(to)}`,
  'myChats.role.participate': 'Teilnahme',
  'myChats.role.monitor': 'Mitlesen',
  'myChats.from': (from) => `Von ${name(from)}`,
  'myChats.expires': (left, n) => `geht in ${n.duration(left)} zurück`,
  'myChats.unread': (count, n) => n.plural(count, { other: '# neu' }),
  'myChats.accept': (requester) => `Annehmen: Chat mit ${name(requester)}`,
  'myChats.decline': (requester) => `Ablehnen: Chat mit ${name(requester)}`,
  'myChats.notices': 'Hinweise',
  'myChats.dismiss': 'Schließen',

  // In the dative, as every sentence with it has "mit".
  'notice.someone': 'einem Kontakt',
  'notice.moved-away': (requester, to, by) => {
    const how = to === undefined ? 'zurückgenommen' : `an ${name(to)} übergeben`;
    return by === undefined
      ? `Ihr Chat mit ${name(requester)} wurde ${how}`
      : `${name(by)} hat Ihren Chat mit ${name(requester)} ${how}`;
  },
  'notice.transferred-to-you': (requester, by) =>
    by === undefined
      ? `Der Chat mit ${name(requester)} wurde an Sie übergeben`
      : `${name(by)} hat den Chat mit ${name(requester)} an Sie übergeben`,
  'notice.assigned-to-you': (requester, by) =>
    by === undefined
      ? `Der Chat mit ${name(requester)} wurde Ihnen zugewiesen`
      : `${name(by)} hat Ihnen den Chat mit ${name(requester)} zugewiesen`,
  'notice.declined': (requester, by) =>
    by === undefined
      ? `Der Chat mit ${name(requester)} wurde abgelehnt und ist wieder bei Ihnen`
      : `${name(by)} hat den Chat mit ${name(requester)} abgelehnt; er ist wieder bei Ihnen`,
  'notice.transfer-expired': (requester, to) =>
    to === undefined
      ? `Niemand hat den Chat mit ${name(requester)} rechtzeitig angenommen; er ging zurück`
      : `${name(to)} hat den Chat mit ${name(requester)} nicht rechtzeitig angenommen; er ging zurück`,
} satisfies Partial<Messages>;
