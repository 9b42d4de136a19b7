import { agent, chat, supportQueue } from '../../contract/guard/records.js';
import { agentQuery } from '../../contract/guard/request-shapes.js';
import { session } from '../../contract/guard/session-shape.js';
import { list } from '../../contract/guard/shape.js';

/** What comes from a disk is looked at as what comes from a backend. Handed to the cache, which is a part of its own. */
export const checks = { chat, session, queues: list(supportQueue), agents: list(agent), scope: agentQuery };

export type Checks = typeof checks;
