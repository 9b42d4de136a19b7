import type { actionTexts } from './english/actions.js';
import type { agentTexts } from './english/agents.js';
import type { assignTexts } from './english/assign.js';
import { assistTexts } from './english/assist.js';
import type { columnTexts } from './english/columns.js';
import { commonTexts } from './english/common.js';
import type { connectionTexts } from './english/connection.js';
import { floorTexts } from './english/floor.js';
import type { myChatsTexts } from './english/my-chats.js';
import type { offerTexts } from './english/offers.js';
import type { pickingTexts } from './english/picking.js';
import type { reportLogTexts } from './english/report-log.js';
import type { scopeTexts } from './english/scope.js';
import type { transcriptTexts } from './english/transcript.js';
import type { worksTexts } from './english/works.js';

/** The texts that every element has. */
export const sharedEnglish = { ...commonTexts, ...floorTexts, ...assistTexts };

/** All texts; what is not in `sharedEnglish` comes with the element that shows it. */
export type English = typeof sharedEnglish &
  typeof actionTexts &
  typeof agentTexts &
  typeof assignTexts &
  typeof columnTexts &
  typeof connectionTexts &
  typeof myChatsTexts &
  typeof offerTexts &
  typeof pickingTexts &
  typeof reportLogTexts &
  typeof scopeTexts &
  typeof transcriptTexts &
  typeof worksTexts;
