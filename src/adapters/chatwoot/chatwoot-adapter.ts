import type { CallOptions, ChatAdapter, ChatConnection } from '../../contract/index.js';
import { ChatwootApi } from './api.js';
import { Companies } from './companies.js';
import { ChatwootConnection } from './connection.js';
import type { ChatwootAdapterOptions } from './options.js';
import { type ChatwootViewer, viewerOf } from './viewer.js';

/**
 * An adapter for one account of a Chatwoot installation, by its REST interface and ActionCable.
 * Throws TypeError where `src` is no URL or `account` no number.
 */
export function createChatwootAdapter(options: ChatwootAdapterOptions): ChatAdapter {
  const { account, viewerKey } = options;
  if (!Number.isInteger(account)) throw new TypeError(`createChatwootAdapter: account "${account}" is no number.`);
  const { base } = new ChatwootApi(options);

  async function signedIn(call: CallOptions): Promise<{ readonly api: ChatwootApi; readonly viewer: ChatwootViewer }> {
    const api = new ChatwootApi(options);
    return { api, viewer: viewerOf(await api.profile(call), options) };
  }

  return {
    id: options.id ?? `chatwoot:${base.href}#${account}`,
    ...(viewerKey !== undefined && { viewerKey }),
    async identify({ signal }: CallOptions): Promise<string> {
      return (await signedIn({ signal })).viewer.id;
    },
    async connect({ signal }: CallOptions): Promise<ChatConnection> {
      const { api, viewer } = await signedIn({ signal });
      const inboxes = options.companies && (await api.inboxes({ signal }));
      const companies = new Companies(options, viewer.accountName, inboxes);
      return new ChatwootConnection(api, options, { viewer, companies });
    },
  };
}
