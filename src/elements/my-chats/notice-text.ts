import type { Notice, NoticeType } from '../../contract/index.js';
import type { Translate } from '../shared/failure-text.js';

/** What a row of the list says already needs no notice. */
const saidByTheList: readonly NoticeType[] = ['transferred-to-you', 'assigned-to-you'];

/** Whether a notice tells something that cannot be seen in the list of one's own chats. */
export function isNews({ type }: Notice): boolean {
  return !saidByTheList.includes(type);
}

/** A notice in one sentence. */
export function noticeText(texts: Translate, notice: Notice): string {
  const requester = notice.requester ?? texts.t('notice.someone');
  const by = notice.by?.name;
  const to = notice.to?.name;
  switch (notice.type) {
    case 'moved-away':
      return texts.t('notice.moved-away', requester, to, by);
    case 'transfer-expired':
      return texts.t('notice.transfer-expired', requester, to);
    default:
      return texts.t(`notice.${notice.type}`, requester, by);
  }
}
