import type { Session } from '../../contract/index.js';
import { capabilitiesOf } from './capabilities.js';
import type { Companies } from './companies.js';
import type { ChatwootAdapterOptions } from './options.js';
import type { ChatwootViewer } from './viewer.js';

/** Characters that a message may have. Source: the validation of `content` in Chatwoot's model of messages. */
export const MAX_MESSAGE = 150_000;

export function sessionOf(
  viewer: ChatwootViewer,
  companies: Companies,
  options: ChatwootAdapterOptions,
  at: number,
): Session {
  const { id, name, roles } = viewer;
  return {
    viewer: { id, name, roles },
    settings: {
      queueAssignment: true,
      companies: companies.all,
      agentStatuses: [
        { availability: 'available', code: 'online' },
        { availability: 'unavailable', code: 'busy' },
        { availability: 'unavailable', code: 'offline' },
      ],
      maxMessageLength: MAX_MESSAGE,
    },
    capabilities: capabilitiesOf(viewer, options),
    reports: {},
    at,
  };
}
