import { Conversation } from '../shared/conversation.js';
import { openPage } from '../shared/page.js';
import { followNotices } from '../shared/notices.js';
import { startDrawer } from './drawer.js';
import { drawHome } from './home.js';
import { drawArticles } from './knowledge.js';
import { startReports } from './reports.js';
import { startTabs } from './tabs.js';
import { startTickets } from './tickets.js';
import { startViews } from './views.js';
import { find } from '../shared/find.js';

// The tags connect with the sign-in of this slot, so they come to life after it is sure.
await openPage();
drawHome();
drawArticles();
startTickets();
startReports();
startTabs(find('.dashboard .tabs'));
startDrawer(find('#drawer'));
startViews();
followNotices();

await import('chat-monitor-elements/define');

const { monitor } = find('chat-monitor');
if (monitor !== undefined) new Conversation(monitor, find('.conversation'));
