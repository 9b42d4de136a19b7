import { actionTexts } from './english/actions.js';
import { assignTexts } from './english/assign.js';
import { chatTexts } from './english/chat.js';
import { commonTexts } from './english/common.js';
import { floorTexts } from './english/floor.js';

/** The texts that are built in. */
export const english = { ...commonTexts, ...floorTexts, ...actionTexts, ...assignTexts, ...chatTexts };
