import type { CommandType, ReportEvent } from '../../contract/index.js';
import type { Person } from '../backend.js';
import type { Scene } from '../scene.js';

export interface Draft {
  readonly id?: string;
  readonly chatId: string;
  readonly command?: CommandType;
  readonly outcome?: ReportEvent['outcome'];
  readonly startedAt?: number;
}

/** A record as the monitor makes it. */
export function recordOf(scene: Scene, person: Person, draft: Draft): ReportEvent {
  const { id = scene.key(), chatId, command = 'release', outcome = 'done', startedAt = 1_700_000_000_000 } = draft;
  const { home, queue } = scene.backend.places;
  const complete = outcome !== 'performing';
  return {
    id,
    command,
    chatId,
    actor: scene.backend.people[person],
    to: { type: 'queue', ...queue },
    outcome,
    startedAt,
    ...(complete && { endedAt: startedAt + 2_000 }),
    form: {
      event: 'Chat released',
      eventId: 10_003,
      eventStatus: complete ? 'Complete' : 'Open',
      company: home.name,
      userId: scene.id(person),
      start: startedAt,
      ...(complete && { end: startedAt + 2_000, duration: 2 }),
      count: 1,
      sessionId: chatId,
      createDate: startedAt,
    },
  };
}
