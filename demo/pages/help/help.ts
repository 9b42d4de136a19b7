import { html, render } from 'lit';
import { openPage } from '../shared/page.js';
import { toSignIn } from '../shared/sign-in-page.js';
import { listUsers } from '../shared/users.js';
import { showAsk } from './ask.js';
import { showConversation } from './conversation.js';
import { find } from '../shared/find.js';

const target = find('#help');
const user = await openPage();

if (user.roles.length > 0) {
  render(
    html`
      <div class="empty">
        <strong>This page is for customers</strong>
        <span>${user.name} works here, and answers chats in the agent console.</span>
        <button class="button" @click=${toSignIn}>Switch user</button>
      </div>
    `,
    target,
  );
} else {
  const companies = (await listUsers()).find(({ id }) => id === user.id)?.companies ?? [];
  let leave = (): void => {};
  /** `#chat/<id>` is one conversation; everything else is the form. */
  const showPart = (): void => {
    leave();
    const id = /^#chat\/(.+)$/.exec(location.hash)?.[1];
    leave = id === undefined ? showAsk(target, companies) : showConversation(target, decodeURIComponent(id));
  };
  addEventListener('hashchange', showPart);
  showPart();
}
