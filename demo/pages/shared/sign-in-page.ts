import { slotUrl } from './slot.js';

/** Goes to the sign-in page, which comes back here. */
export function toSignIn(): void {
  const page = location.pathname.split('/').at(-1) ?? '';
  location.assign(slotUrl(`sign-in?next=${encodeURIComponent(page + location.hash)}`));
}
