import type { CallOptions, ChatAdapter, ChatConnection } from '../../contract/index.js';
import { CallLine } from '../shared/call-line.js';
import { RestClient } from '../shared/rest-client.js';
import { openConnection } from './connection.js';
import { dialect } from './dialect.js';
import { Entries } from './entries.js';
import type { ArSystemAdapterOptions } from './options.js';
import { readToken, readViewer } from './session.js';

/** Pages overlap by one entry. */
const SMALLEST_PAGE = 2;

/**
 * An adapter for BMC AR System and Helix, over their REST API. Throws TypeError where `src` is no URL, or where the page
 * size is too small.
 */
export function createArSystemAdapter(options: ArSystemAdapterOptions): ChatAdapter {
  const { pageSize = 200, viewerKey } = options;
  if (!(pageSize >= SMALLEST_PAGE)) throw new TypeError(`AR System: a page has ${SMALLEST_PAGE} entries or more.`);
  const rest = new RestClient({ ...options, headers: () => headersOf(options) }, dialect);
  const { id = `arsystem:${rest.base.href}` } = options;
  // Of all connections: they are one account's.
  const line = new CallLine();
  const entriesUntil = (closing: AbortSignal): Entries => new Entries(rest, line, pageSize, closing);
  return {
    id,
    ...(viewerKey !== undefined && { viewerKey }),
    async identify(call: CallOptions): Promise<string> {
      return (await readViewer(entriesUntil(new AbortController().signal), options, call)).id;
    },
    async connect(call: CallOptions): Promise<ChatConnection> {
      const closing = new AbortController();
      return openConnection(options, entriesUntil(closing.signal), closing, call);
    },
  };
}

async function headersOf(options: ArSystemAdapterOptions): Promise<Headers> {
  const all = new Headers(await options.headers?.());
  all.set('Authorization', `AR-JWT ${await readToken(options)}`);
  return all;
}
