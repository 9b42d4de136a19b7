import './demo-controls.js';
import { showToast } from './toasts.js';
import { textOf } from './api.js';
import { toSignIn } from './sign-in-page.js';
import { drawUserMenu } from './user-menu.js';
import { currentUser, signIn, type User } from './users.js';

/**
 * What each page does first: finds out who is signed in, takes an unknown visitor to the sign-in page, and shows itself.
 * `?as=<user id>` signs in as that user, so that a link can open a page in a role.
 */
export async function openPage(): Promise<User> {
  let user: User | undefined;
  try {
    await signInByAddress();
    user = await currentUser();
  } catch (thrown) {
    showPage();
    showToast(textOf(thrown));
    throw thrown;
  }
  if (user === undefined) {
    toSignIn();
    // Nothing more happens here: the document is about to be replaced.
    return new Promise(() => {});
  }
  const menu = document.getElementById('user');
  if (menu !== null) drawUserMenu(menu, user);
  showPage();
  return user;
}

/** Ends the time in which a page is laid out but not shown. */
function showPage(): void {
  document.documentElement.classList.remove('starting');
}

async function signInByAddress(): Promise<void> {
  const address = new URL(location.href);
  const userId = address.searchParams.get('as');
  if (userId === null) return;
  await signIn(userId);
  address.searchParams.delete('as');
  history.replaceState(history.state, '', address);
}
