/** The session slot that this page works in: one sign-in of its own, by the address `/s/<slot>/<page>`. */
export const slot: string | undefined = /^\/s\/([^/]+)\//.exec(location.pathname)?.[1];

/** An address within the slot. */
export function slotUrl(path: string): string {
  if (slot === undefined)
    throw new Error('This page is outside of a session slot; its address must begin with /s/<slot>/.');
  return `/s/${slot}/${path}`;
}
