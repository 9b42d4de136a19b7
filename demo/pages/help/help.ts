import { openPage } from '../shared/page.js';
import { showAsk } from './ask.js';
import { showConversation } from './conversation.js';

const target = document.getElementById('help') as HTMLElement;
let leave = (): void => {};

await openPage();
addEventListener('hashchange', showPart);
showPart();

/** `#chat/<id>` is one conversation; everything else is the form. */
function showPart(): void {
  leave();
  const id = /^#chat\/(.+)$/.exec(location.hash)?.[1];
  leave = id === undefined ? showAsk(target) : showConversation(target, decodeURIComponent(id));
}
