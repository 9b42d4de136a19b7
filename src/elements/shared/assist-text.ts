import type { Assist } from '../../contract/index.js';
import type { Translate } from './failure-text.js';

/** Who asks for help and with what, and who takes care of it. */
export function assistText(texts: Translate, assist: Assist): string {
  const request = texts.t('assist.requested', assist.by.name, assist.message);
  return assist.claimedBy ? `${request}. ${texts.t('assist.claimed', assist.claimedBy.name)}` : request;
}
