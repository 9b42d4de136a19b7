const keyEvents = ['keydown', 'keypress', 'keyup'] as const;
const buttonKeys = new Set(['Enter', ' ']);

/**
 * Stops keyboard events at a shadow root where the element makes use of them: a page's hotkey library sees the shadow
 * host as their target, so it cannot know that somebody is typing. Tab and Escape pass unless they were consumed.
 * (Focus events need no care: a move within one shadow tree does not leave it.)
 */
export function keepKeysInside(root: EventTarget): void {
  // A key whose press we consumed is ours until it is let go.
  const held = new Set<string>();
  const listener = (event: Event): void => {
    const { type, code } = event as KeyboardEvent;
    const ours = isConsumed(event as KeyboardEvent);
    if (type === 'keydown' && ours) held.add(code);
    if (ours || held.has(code)) event.stopPropagation();
    if (type === 'keyup') held.delete(code);
  };
  for (const name of keyEvents) root.addEventListener(name, listener);
}

function isConsumed(event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return true;
  if (event.key === 'Escape' || event.key === 'Tab') return false;
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (target.matches('input, textarea, select, [contenteditable]')) return true;
  return buttonKeys.has(event.key) && target.matches('button, summary, a[href], [role="button"]');
}
