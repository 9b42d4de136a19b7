import { ChatError } from '../../contract/index.js';
import type { RestDialect } from '../shared/rest-client.js';
import { rawOf } from './wire.js';

/** Chatwoot says 401 for a missing sign-in and for a missing right; only its words tell them apart. */
export const dialect: RestDialect = {
  name: 'Chatwoot',
  errorOf({ status, body }, what) {
    const { error, message } = rawOf(body);
    const words = [error, message].find((text) => typeof text === 'string' && text !== '');
    if (status !== 401 || !/^you are not authorized/i.test(String(words))) return undefined;
    return new ChatError('forbidden', `${what}: ${String(words)}`, { backendCode: String(status) });
  },
};
