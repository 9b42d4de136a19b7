import { Conversation } from '../shared/conversation.js';
import { openPage } from '../shared/page.js';
import { followNotices } from '../shared/notices.js';
import { startAvailability } from './availability.js';
import { find } from '../shared/find.js';

// The tags connect with the sign-in of this slot, so they come to life after it is sure.
await openPage();
followNotices();
await import('chat-monitor-elements/define');

const { monitor } = find('chat-monitor');
if (monitor !== undefined) {
  const conversation = new Conversation(monitor, find('.conversation'));
  startAvailability(monitor, find('#availability') as HTMLFormElement);
  find('#back').addEventListener('click', () => {
    conversation.close();
    find('my-chats').focus();
  });
}
