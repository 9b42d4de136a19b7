import type { Permission, Refusal } from '../../contract/index.js';
import type { MonitorRefusal } from '../../monitor/types.js';
import type { Translate } from './failure-text.js';

/** Why something is shown but cannot be chosen, in words; undefined where it can. */
export function reasonText(
  texts: Translate,
  permission: Permission | { readonly reason: MonitorRefusal },
): string | undefined {
  if (permission === true) return undefined;
  const { reason, text }: Refusal | { readonly reason: MonitorRefusal; readonly text?: string } = permission;
  return reason === 'other' && text ? text : texts.t(`reason.${reason}`);
}
