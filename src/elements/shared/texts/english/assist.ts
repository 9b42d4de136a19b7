import { inlineName as name } from '../inline-name.js';

/** Texts of the assist flag and of notifications. */
export const assistTexts = {
  'assist.requested': (by: string, message: string | undefined) =>
    message === undefined
      ? `Assistance requested by ${name(by)}`
      : `Assistance requested by ${name(by)}: ${name(message)}`,
  'assist.claimed': (by: string) => `${name(by)} takes care of it`,
  'assist.message': 'What do you need help with?',
  'assist.send': 'Ask for assistance',
  'assist.notify': 'Notify me about requests',
  'assist.notification.title': (by: string) => `${name(by)} needs assistance`,
  'assist.notification.body': (requester: string, message: string | undefined) =>
    message === undefined ? `Chat with ${name(requester)}` : `Chat with ${name(requester)}: ${name(message)}`,
};
