import type { TemplateResult } from 'lit';
import type { ChatError } from '../../contract/index.js';
import type { IconNode } from './icons.js';
import { lock, users, wifiOff } from './state-icons.js';
import type { ListStatus } from './list-status.js';
import { reasonOf, statePanel } from './state-panel.js';
import type { PlainMessageKey, Texts } from './texts/texts.js';

type Look = readonly [icon: IconNode, title: PlainMessageKey, hint?: PlainMessageKey];

/** What each list says in its own words. */
export type ListLooks = Readonly<Record<'forbidden' | 'failed' | 'empty', Look>>;

const commonLooks: Readonly<Record<'missing' | 'offline' | 'signed-out' | 'unscoped', Look>> = {
  missing: [wifiOff, 'connection.missing', 'connection.missing.hint'],
  offline: [wifiOff, 'connection.offline'],
  'signed-out': [lock, 'connection.signed-out', 'connection.signed-out.hint'],
  unscoped: [users, 'grid.unscoped', 'grid.unscoped.hint'],
};

const retried: readonly ListStatus[] = ['offline', 'signed-out', 'failed'];

export interface ListStateOptions {
  readonly looks: ListLooks;
  readonly texts: Texts;
  readonly reconnect: () => void;
}

/** Says why a list that is not there is not, and offers to try again where that may help. */
export function listState(
  status: keyof typeof commonLooks | keyof ListLooks,
  error: ChatError | undefined,
  { looks, texts, reconnect }: ListStateOptions,
): TemplateResult {
  const [icon, title, hint] = { ...commonLooks, ...looks }[status];
  return statePanel({
    icon,
    title: texts.t(title),
    hint: hint ? texts.t(hint) : reasonOf(texts, error),
    action: retried.includes(status) ? { label: texts.t('common.retry'), run: reconnect } : undefined,
  });
}
