/** What a run is about; all of it by environment variables. */
export interface BenchOptions {
  /** `ONLY`: names of contenders, with commas between; absent is all. */
  readonly only: readonly string[] | undefined;
  /** `ROUNDS`: how often everything is measured. */
  readonly rounds: number;
  /** `SECONDS` of each measurement. */
  readonly seconds: number;
  /** `ROWS`: numbers of chats, with commas between. */
  readonly rows: readonly number[];
  /** `RATES`: changes a second. */
  readonly rates: readonly number[];
  /** `SHORT=1` or `--short`: only whether every page works and is right. */
  readonly short: boolean;
}

export function readOptions(env: NodeJS.ProcessEnv, args: readonly string[]): BenchOptions {
  const { ONLY, ROUNDS = '3', SECONDS = '4', ROWS = '10000,100000', RATES = '1000,10000', SHORT } = env;
  return {
    only: ONLY === undefined ? undefined : ONLY.split(','),
    rounds: Number(ROUNDS),
    seconds: Number(SECONDS),
    rows: ROWS.split(',').map(Number),
    rates: RATES.split(',').map(Number),
    short: SHORT === '1' || args.includes('--short'),
  };
}
