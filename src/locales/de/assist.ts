import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of the assist flag and of notifications. */
export const assistTexts = {
  'assist.requested': (by, message) =>
    message === undefined ? `${name(by)} bittet um Hilfe` : `${name(by)} bittet um Hilfe: ${name(message)}`,
  'assist.claimed': (by) => `${name(by)} kümmert sich darum`,
  'assist.message': 'Wobei brauchen Sie Hilfe?',
  'assist.send': 'Um Hilfe bitten',
  'assist.notify': 'Mir Hilfeanfragen melden',
  'assist.notification.title': (by) => `${name(by)} braucht Hilfe`,
  'assist.notification.body': (requester, message) =>
    message === undefined ? `Chat mit ${name(requester)}` : `Chat mit ${name(requester)}: ${name(message)}`,
} satisfies Partial<Messages>;
