import type { Formats } from '../formats.js';

/** Texts of elements that say what the connection is like. */
export const connectionTexts = {
  'connection.stale': (time: string) => `Showing the state of ${time}. Reconnecting…`,
  'connection.renewing': (time: string) => `Showing the state of ${time}. Signing you in again…`,
  'connection.offline': 'Offline',
  'connection.offline.since': (time: string) => `Offline. Showing the state of ${time}.`,
  'connection.signed-out': 'You are signed out',
  'connection.signed-out.hint': 'Sign in again, then try again.',
  'connection.signed-out.since': (time: string) => `You are signed out. Showing the state of ${time}.`,
  'connection.missing': 'Not connected',
  'connection.missing.hint': 'This part of the page has no chat backend.',
  'connection.reason.unauthenticated': 'You are not signed in.',
  'connection.reason.forbidden': 'You do not have permission to see this.',
  'connection.reason.unavailable': 'The chat service cannot be reached.',
  'connection.reason.timeout': 'The chat service does not answer.',
  'connection.reason.rate-limited': 'The chat service asks to wait for a while.',
  'connection.reason.other': 'The chat service reported a problem.',
  'connection.faults': (count: number, n: Formats) =>
    n.plural(count, { one: '# record could not be shown', other: '# records could not be shown' }),
  'connection.unsaved': (count: number, n: Formats) =>
    n.plural(count, { one: '# problem saving Report_Events', other: '# problems saving Report_Events' }),
};
