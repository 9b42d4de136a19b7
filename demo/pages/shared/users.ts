import type { Named, Role } from 'chat-monitor-elements/contract';
import { ApiError, call } from './api.js';
import { slotUrl } from './slot.js';

/** Somebody of the company directory. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** None for a customer. */
  readonly roles: readonly Role[];
}

/** As the directory lists somebody. */
export interface DirectoryEntry extends User {
  readonly companies: readonly Named[];
}

/** Who can sign in, staff and customers. */
export async function listUsers(): Promise<readonly DirectoryEntry[]> {
  return (await call<{ readonly items: readonly DirectoryEntry[] }>(slotUrl('users'))).items;
}

/** Who is signed in in this slot, if anybody. */
export async function currentUser(): Promise<User | undefined> {
  try {
    return await call<User>(slotUrl('me'));
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 401) return undefined;
    throw thrown;
  }
}

export async function signIn(userId: string): Promise<void> {
  await call(slotUrl('sign-in'), { method: 'POST', body: { userId } });
}

export async function signOut(): Promise<void> {
  await call(slotUrl('sign-out'), { method: 'POST' });
}

/** A user's roles, as words. */
export function roleWords(user: User): readonly string[] {
  return user.roles.length === 0 ? ['customer'] : user.roles;
}
