import type { Messages, TextsSource } from '../elements/shared/texts/texts.js';
import { actionTexts } from './de/actions.js';
import { agentTexts } from './de/agents.js';
import { assignTexts } from './de/assign.js';
import { assistTexts } from './de/assist.js';
import { columnTexts } from './de/columns.js';
import { commonTexts } from './de/common.js';
import { floorTexts } from './de/floor.js';
import { myChatsTexts } from './de/my-chats.js';
import { offerTexts } from './de/offers.js';
import { pickingTexts } from './de/picking.js';
import { reportLogTexts } from './de/report-log.js';
import { scopeTexts } from './de/scope.js';
import { transcriptTexts } from './de/transcript.js';

/** All texts in German, formal address. */
export const messages: Messages = {
  ...commonTexts,
  ...floorTexts,
  ...actionTexts,
  ...offerTexts,
  ...assignTexts,
  ...assistTexts,
  ...agentTexts,
  ...columnTexts,
  ...myChatsTexts,
  ...pickingTexts,
  ...reportLogTexts,
  ...scopeTexts,
  ...transcriptTexts,
};

/** What `chat-monitor` takes to speak German whatever the page's `lang`: its `locale` and its `messages`. */
export const locale: TextsSource = { locale: 'de', messages };
