import { find } from '../shared/find.js';

/**
 * Opens the side panel when a chat is to be shown; the transcript in it takes the chat by itself. Whoever prevents the
 * event shows the chat in another place.
 */
export function startDrawer(drawer: HTMLElement): void {
  let openedFrom: Element | null = null;
  const close = (): void => {
    drawer.hidden = true;
    if (openedFrom instanceof HTMLElement) openedFrom.focus();
  };
  document.body.addEventListener('chat-open', (event) => {
    if (event.defaultPrevented) return;
    if (drawer.hidden) openedFrom = document.activeElement;
    drawer.hidden = false;
  });
  find('#close-drawer').addEventListener('click', close);
  drawer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
}
