import {
  ChatError,
  isChatError,
  type CallOptions,
  type Role,
  type Session,
  type Viewer,
} from '../../contract/index.js';
import { capabilitiesOf } from './capabilities.js';
import type { Entries } from './entries.js';
import type { ArSystemAdapterOptions } from './options.js';
import { isSignedIn } from './qualification.js';
import { namedOf, textOf } from './values.js';

const roleNames: readonly Role[] = ['supervisor', 'agent', 'admin'];

/** Who is signed in, in one call: the entry of the viewer form that the server says is theirs. */
export async function readViewer(
  entries: Entries,
  { forms, roles }: ArSystemAdapterOptions,
  call: CallOptions,
): Promise<Viewer> {
  const { fields, separator = ';' } = forms.viewer;
  const [values] = await entries.page(forms.viewer, { where: isSignedIn(fields.id), limit: 1 }, call);
  const viewer = namedOf(values ?? {}, fields.id, fields.name);
  if (values === undefined || viewer === undefined) {
    throw new ChatError('forbidden', `AR System: ${forms.viewer.form} has no entry of who is signed in.`);
  }
  const groups = String(textOf(values, fields.groups) ?? '').split(separator);
  const isIn = (group: string): boolean => groups.some((own) => own.trim() === group);
  return { ...viewer, roles: roleNames.filter((role) => roles[role]?.some(isIn)) };
}

/** The token of the viewer's sign-in. Errors: `unauthenticated` where the host has none, unless with a `ChatError` of its own. */
export async function readToken({ token }: ArSystemAdapterOptions): Promise<string> {
  try {
    return await token();
  } catch (cause) {
    if (isChatError(cause)) throw cause;
    throw new ChatError('unauthenticated', 'AR System: the `token` callback failed.', { cause });
  }
}

/** The whole session, as it is now. */
export async function readSession(
  entries: Entries,
  options: ArSystemAdapterOptions,
  call: CallOptions,
): Promise<Session> {
  const { forms, settings } = options;
  const viewer = await readViewer(entries, options, call);
  const { companies: map } = forms;
  const { entries: found } = await entries.list(map, map.fields.id, undefined, call);
  const companies = found.map((values) => namedOf(values, map.fields.id, map.fields.name));
  return {
    viewer,
    settings: {
      queueAssignment: true,
      ...settings,
      companies: companies.filter((company) => company !== undefined),
    },
    capabilities: capabilitiesOf(forms),
    reports: forms.reports?.events ?? {},
    at: entries.now(),
  };
}
