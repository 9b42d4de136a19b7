import { ChatError, type ChatAdapter } from '../../contract/index.js';
import { baseOf, defaultId } from './base.js';

/**
 * The http adapter for a page that may never need it: it is loaded when it is first asked for something. Throws TypeError
 * where `src` is no URL.
 */
export function createLateHttpAdapter(src: string, viewerKey?: string): ChatAdapter {
  const base = baseOf(src);
  let loading: Promise<ChatAdapter> | undefined;
  const load = (): Promise<ChatAdapter> => (loading ??= loadAdapter(base));
  return {
    id: defaultId(base),
    ...(viewerKey !== undefined && { viewerKey }),
    // It has one, though the contract does not ask for it.
    identify: async (options) => (await load()).identify?.(options) ?? '',
    connect: async (options) => (await load()).connect(options),
  };
}

async function loadAdapter(src: URL): Promise<ChatAdapter> {
  try {
    const { createHttpAdapter } = await import('./http-adapter.js');
    return createHttpAdapter({ src });
  } catch (cause) {
    throw new ChatError('unavailable', 'The http adapter could not be loaded: reload the page.', { cause });
  }
}
