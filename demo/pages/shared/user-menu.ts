import { html, render } from 'lit';
import { showToast } from './toasts.js';
import { textOf } from './api.js';
import { initialsOf } from './texts.js';
import { toSignIn } from './sign-in-page.js';
import { roleWords, signOut, type User } from './users.js';

/** Draws the menu of who is signed in into the page's header. */
export function drawUserMenu(target: HTMLElement, user: User): void {
  render(
    html`
      <button class="user-button" popovertarget="user-menu">
        <span class="avatar" aria-hidden="true">${initialsOf(user.name)}</span>
        <span class="visually-hidden">Account of</span>
        <span class="name">${user.name}</span>
        <span class="icon icon-chevron" aria-hidden="true"></span>
      </button>
      <div id="user-menu" class="user-menu" popover>
        <div class="who">
          <strong>${user.name}</strong>
          <span class="badges">${roleWords(user).map((role) => html`<span class="badge">${role}</span>`)}</span>
        </div>
        <button class="button quiet" @click=${toSignIn}>
          <span class="icon icon-switch" aria-hidden="true"></span>Switch user
        </button>
        <button class="button quiet" @click=${endVisit}>
          <span class="icon icon-sign-out" aria-hidden="true"></span>Sign out
        </button>
      </div>
    `,
    target,
  );
}

async function endVisit(): Promise<void> {
  try {
    await signOut();
    toSignIn();
  } catch (thrown) {
    showToast(`You are still signed in. ${textOf(thrown)}`);
  }
}
