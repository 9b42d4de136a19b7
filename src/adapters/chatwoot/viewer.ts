import { ChatError, type Role, type Viewer } from '../../contract/index.js';
import type { ChatwootAdapterOptions } from './options.js';
import { idOf, listOf, type Raw } from './wire.js';

/** Who is signed in at Chatwoot, and what for. */
export interface ChatwootViewer extends Viewer {
  readonly administrator: boolean;
  readonly accountName: string;
  /** Opens the line for changes. */
  readonly pubsubToken: string | undefined;
}

/** Errors: `protocol` for what is no profile, `forbidden` for somebody who does not belong to the account. */
export function viewerOf(
  profile: Raw,
  { account, agentsSupervise = false }: Pick<ChatwootAdapterOptions, 'account' | 'agentsSupervise'>,
): ChatwootViewer {
  const { id, name, available_name, pubsub_token, accounts } = profile;
  if (typeof id !== 'number' || !Array.isArray(accounts)) {
    throw new ChatError('protocol', 'Chatwoot: the answer is no profile. Does `src` name the installation?');
  }
  const own = listOf(accounts, 'accounts').find((one) => one['id'] === account);
  if (own === undefined) throw new ChatError('forbidden', `Chatwoot: the viewer has no account ${account}.`);
  const administrator = own['role'] === 'administrator';
  return {
    id: idOf(id),
    name: firstText(available_name, name) ?? '',
    roles: rolesOf(administrator, agentsSupervise),
    administrator,
    accountName: firstText(own['name']) ?? String(account),
    pubsubToken: firstText(pubsub_token),
  };
}

function rolesOf(administrator: boolean, agentsSupervise: boolean): readonly Role[] {
  return administrator || agentsSupervise ? ['supervisor', 'agent'] : ['agent'];
}

export function isSupervisor({ roles }: Viewer): boolean {
  return roles.includes('supervisor');
}

/** The first that is a text with something in it. */
export function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
