import type { Capabilities } from '../contract/index.js';
import { probeMethods, type ProbeMethod, type WorldFactory } from './backend.js';
import type { TestResult } from './result.js';

/** The part of a test runner that the kit uses: node:test, mocha, vitest and web-test-runner have it as it is. */
export interface Suite {
  describe(this: void, title: string, body: () => void): unknown;
  it(this: void, title: string, body: () => Promise<void>): unknown;
  /** Lists a test without running it (`it.skip`); without this a skipped test is only in the result. */
  skip?(this: void, title: string): unknown;
}

/** What the adapter promises and the probe can do: it decides which tests are asked, and nothing else does. */
export interface ConformanceManifest {
  /** Those of the supervisor's session. */
  readonly capabilities: Capabilities;
  /** The optional methods that the probe has. */
  readonly probe: readonly ProbeMethod[];
  /** The adapter has `identify`. */
  readonly identify?: boolean;
  /** The adapter gives a command without an answer up by itself, within the limit for waits. */
  readonly timesOut?: boolean;
}

/** Milliseconds. */
export interface ConformanceLimits {
  /** How long anything may take that has to come; 10 000 by default. */
  readonly wait: number;
  /** How long a quiet watch may be silent; 15 000 by default, as W7 has it. Shorter where the backend beats faster. */
  readonly heartbeat: number;
}

export interface ConformanceOptions {
  readonly factory: WorldFactory;
  readonly manifest: ConformanceManifest;
  /** How the adapter is reached: behind the guard, as the monitor has it (the default), or as it is. */
  readonly through?: 'guard' | 'raw';
  readonly limits?: Partial<ConformanceLimits>;
  /** Whether the timed part runs too; true by default. */
  readonly timed?: boolean;
  /** Told of each test when it is over. */
  readonly onTest?: (result: TestResult) => void;
}

/** Reads the manifest from a world, for those who would rather not write it down. */
export async function readManifest(factory: WorldFactory): Promise<ConformanceManifest> {
  const world = await factory();
  try {
    const adapter = world.adapter('supervisor');
    const connection = await adapter.connect({ signal: new AbortController().signal });
    const { capabilities } = connection.session;
    await connection.close();
    return {
      capabilities,
      probe: probeMethods.filter((method) => world.backend[method] !== undefined),
      identify: adapter.identify !== undefined,
    };
  } finally {
    await world.close();
  }
}
