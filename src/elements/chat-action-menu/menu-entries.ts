import type { Offer, OfferName } from '../../monitor/types.js';
import type { Translate } from '../shared/failure-text.js';
import type { IconNode } from '../shared/icons.js';
import {
  arrowRightLeft,
  check,
  eye,
  handHelping,
  logIn,
  logOut,
  messagesSquare,
  undo2,
  userPlus,
} from '../shared/action-icons.js';
import { flag, x } from '../shared/icons.js';
import { reasonText } from '../shared/reason-text.js';

/** One line of the menu. */
export interface MenuEntry {
  readonly name: OfferName;
  readonly label: string;
  readonly icon: IconNode;
  /** Why it cannot be chosen now. */
  readonly reason: string | undefined;
  /** The first of its group, and not of the menu: a line is drawn above it. */
  readonly first: boolean;
}

const looks: Readonly<Record<OfferName, readonly [icon: IconNode, group: number]>> = {
  accept: [check, 0],
  decline: [x, 0],
  open: [logIn, 1],
  participate: [messagesSquare, 1],
  monitor: [eye, 1],
  assign: [userPlus, 2],
  transfer: [arrowRightLeft, 2],
  release: [undo2, 2],
  'raise-assist': [flag, 3],
  'claim-assist': [handHelping, 3],
  'clear-assist': [flag, 3],
  leave: [logOut, 4],
  close: [x, 4],
};

export function menuEntries(offers: readonly Offer[], texts: Translate): readonly MenuEntry[] {
  let previous = -1;
  return offers.map(({ name, permission }, index) => {
    const [icon, group] = looks[name];
    const first = index > 0 && group !== previous;
    previous = group;
    return { name, icon, first, label: texts.t(`offer.${name}`), reason: reasonText(texts, permission) };
  });
}

/**
 * The offers of an open menu: nothing moves under the pointer. What is not offered any more stays, blocked; what is
 * newly offered comes when the menu is opened again.
 */
export function steadyOffers(opened: readonly Offer[], now: readonly Offer[], gone: boolean): readonly Offer[] {
  return opened.map(
    ({ name }) => now.find((offer) => offer.name === name) ?? { name, permission: { reason: gone ? 'gone' : 'other' } },
  );
}
