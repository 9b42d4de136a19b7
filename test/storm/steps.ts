/** What can happen to the tabs of one browser and to their backend. Tabs are counted modulo how many are open. */
export type Step =
  | { readonly do: 'open'; readonly visible: boolean }
  | { readonly do: 'close' | 'crash' | 'reload' | 'freeze' | 'hang' | 'wake' | 'show' | 'hide'; readonly tab: Which }
  | { readonly do: 'act'; readonly tab: Which; readonly chat: number; readonly choice: number; readonly end?: End }
  | { readonly do: 'rival'; readonly chat: number; readonly choice: number }
  | { readonly do: 'fault'; readonly method: FaultyMethod; readonly how: FaultKind }
  | { readonly do: 'down' | 'up' | 'cut' | 'sign-out' | 'sign-in' | 'wipe' }
  | { readonly do: 'store'; readonly tab: Which; readonly trouble: StoreTrouble }
  | { readonly do: 'viewer'; readonly id: string }
  | { readonly do: 'wait'; readonly ms: number };

/** A tab by number, or the one with the connection. */
export type Which = number | 'leader';
export type FaultyMethod = 'connect' | 'perform' | 'outcome' | 'report';
export type FaultKind = 'lost' | 'late' | 'twice' | 'unavailable' | 'unauthenticated' | 'rate-limited';
export type StoreTrouble = 'quota' | 'hangs' | 'lets wait' | 'works';

/** Where in the life of a command and its record something happens to a tab. */
export const points = [
  'writing ahead',
  'written ahead',
  'performed',
  'answered',
  'writing the outcome',
  'record received',
  'settling',
  'settled',
] as const;
export type Point = (typeof points)[number];

/** What happens to whom when a command gets to a point. */
export interface End {
  readonly who: 'self' | 'leader';
  readonly at: Point;
  readonly how: 'crash' | 'hang' | 'freeze';
}

/** How the monitor can find out what became of a command whose answer was lost. */
export type Knowledge = 'asks' | 'repeats' | 'nothing';

export interface Sequence {
  readonly seed: number;
  readonly report: 'at-least-once' | 'exactly-once';
  readonly knowledge: Knowledge;
  readonly steps: readonly Step[];
}

/** What came of a sequence. */
export interface Verdict {
  /** Empty where everything is as it must be. */
  readonly wrong: readonly string[];
  /** What happened, in order; of a sequence that went wrong. */
  readonly story: readonly string[];
  readonly commands: number;
  readonly records: number;
  /** Second arrivals that had a reason. */
  readonly doubles: number;
  /** Records that were lost, and that had been said. */
  readonly lost: number;
  /** Of the clock of its tabs, ms. */
  readonly time: number;
  /** Faults that came into effect, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

/** In words. */
export function tell(sequence: Sequence): string {
  const { report, knowledge, steps } = sequence;
  const lines = steps.map((step) => {
    const { do: what, ...rest } = step;
    const details = Object.entries(rest as Readonly<Record<string, string | number | boolean | End>>).map(
      ([name, value]) =>
        typeof value === 'object' ? `${value.how} ${value.who} at "${value.at}"` : `${name} ${value}`,
    );
    return `  ${what}${details.length > 0 ? `: ${details.join(', ')}` : ''}`;
  });
  return [`seed ${sequence.seed}: a backend that takes records ${report}; a lost answer: ${knowledge}`, ...lines].join(
    '\n',
  );
}
