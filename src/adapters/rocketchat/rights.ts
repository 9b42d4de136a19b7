import { ChatError, type CallOptions, type Role, type Viewer } from '../../contract/index.js';
import type { RocketchatApi } from './api.js';
import { fieldsOf, textOf } from './fields.js';

/** What the server asks for before it lets somebody do something; who has it, its administrator decides. */
type Right =
  | 'view-livechat-rooms'
  | 'view-livechat-manager'
  | 'view-l-room'
  | 'transfer-livechat-guest'
  | 'close-livechat-room'
  | 'close-others-livechat-room'
  | 'save-others-livechat-room-info'
  | 'manage-livechat-agents';

/** Who is signed in, and what the server lets this person do. */
export interface SignedIn {
  readonly viewer: Viewer;
  has(right: Right): boolean;
}

/** One call. Errors: as any call; `protocol` where the answer names nobody. */
export async function readIdentity(
  api: RocketchatApi,
  options: CallOptions,
): Promise<{ readonly id: string; readonly name: string; readonly roles: readonly string[] }> {
  const me = await api.call<'_id' | 'name' | 'username' | 'roles'>(['me'], options);
  const id = textOf(me._id);
  if (id === undefined) throw new ChatError('protocol', 'Rocket.Chat: me: the answer has no _id.');
  const roles = Array.isArray(me.roles) ? me.roles.filter((role) => textOf(role) !== undefined) : [];
  return { id, name: textOf(me.name) ?? textOf(me.username) ?? id, roles: roles as string[] };
}

/**
 * A supervisor is who may see all rooms and all inquiries: by default managers, monitors and administrators. An agent is
 * who is registered as one.
 */
export async function readSignedIn(api: RocketchatApi, options: CallOptions): Promise<SignedIn> {
  const [identity, { update }] = await Promise.all([
    readIdentity(api, options),
    api.call<'update'>(['permissions.listAll'], options),
  ]);
  const rights = new Set<string>();
  for (const permission of Array.isArray(update) ? (update as unknown[]) : []) {
    const { _id, roles } = fieldsOf<'_id' | 'roles'>(permission);
    const id = textOf(_id);
    if (id !== undefined && Array.isArray(roles) && identity.roles.some((role) => roles.includes(role))) rights.add(id);
  }
  const has = (right: Right): boolean => rights.has(right);
  const roles: Role[] = [];
  if (has('view-livechat-rooms') && has('view-livechat-manager')) roles.push('supervisor');
  if (identity.roles.includes('livechat-agent')) roles.push('agent');
  if (identity.roles.includes('admin')) roles.push('admin');
  return { viewer: { id: identity.id, name: identity.name, roles }, has };
}
