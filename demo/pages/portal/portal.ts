import { openPage } from '../shared/page.js';
import { followNotices } from '../shared/notices.js';
import { startDrawer } from './drawer.js';
import { drawHome } from './home.js';
import { drawArticles } from './knowledge.js';
import { startReports } from './reports.js';
import { startTabs } from './tabs.js';
import { startTickets } from './tickets.js';
import { startViews } from './views.js';

// The tags connect with the sign-in of this slot, so they come to life after it is sure.
await openPage();
drawHome();
drawArticles();
startTickets();
startReports();
startTabs(document.querySelector('.dashboard .tabs') as HTMLElement);
startDrawer(document.getElementById('drawer') as HTMLElement);
startViews();
followNotices();

await import('chat-monitor-elements/define');
