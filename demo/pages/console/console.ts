import { openPage } from '../shared/page.js';
import { followNotices } from '../shared/notices.js';
import { startAvailability } from './availability.js';
import { startConversation } from './conversation.js';

// The tags connect with the sign-in of this slot, so they come to life after it is sure.
await openPage();
followNotices();
await import('chat-monitor-elements/define');

const { monitor } = document.querySelector('chat-monitor')!;
if (monitor !== undefined) {
  startConversation(monitor);
  startAvailability(monitor, document.getElementById('availability') as HTMLFormElement);
}
