import type { Sequence, Step, Verdict } from '../steps.js';
import type { Beats } from './beats.js';
import { Oracle, unsettled } from './oracle.js';
import { chatIds, World } from './world.js';

/** More than any limit that the monitor has, several of them after another, ms. */
const SETTLING_LIMIT = 400_000;
const MOST_TABS = 4;
let runs = 0;

/** Plays a sequence, and judges what came of it. */
export async function play(sequence: Sequence, beats: Beats): Promise<Verdict> {
  const world = new World(sequence, (runs += 1));
  const start = world.clock.now();
  const wrong: string[] = [];
  let oracle: Oracle | undefined;
  try {
    await world.open(true);
    await beats.run(world, 200);
    for (const step of sequence.steps) await perform(world, beats, step);
    wrong.push(...(await calmDown(world, beats)));
    oracle = new Oracle(world, sequence.knowledge);
    wrong.push(...oracle.wrong);
  } catch (thrown) {
    wrong.push(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  }
  const { log } = world;
  const verdict = {
    wrong,
    story: wrong.length > 0 ? [...log.story] : [],
    commands: log.given.size,
    records: log.arrivals.length,
    doubles: oracle?.doubles ?? 0,
    lost: oracle?.lost ?? 0,
    time: world.clock.now() - start,
    faults: log.faults,
  };
  await world.end();
  return verdict;
}

async function perform(world: World, beats: Beats, step: Step): Promise<void> {
  const { log, backend } = world;
  const tab = 'tab' in step ? world.tab(step.tab) : undefined;
  if ('tab' in step && tab === undefined) return;
  switch (step.do) {
    case 'open':
      if (world.tabs.length < MOST_TABS) await world.open(step.visible);
      return;
    case 'wait':
      log.note(`${step.ms} ms pass`);
      return beats.run(world, step.ms);
    case 'fault':
      log.count(`${step.method}: ${step.how}`);
      return world.fault(step.method, step.how);
    case 'rival':
      return world.rival(chatIds[step.chat]!, step.choice);
    case 'act':
      return world.act(tab!, chatIds[step.chat]!, step.choice, step.end);
    case 'viewer':
      log.count('viewer');
      return world.signIn(step.id);
    case 'sign-in':
      return world.signIn(world.viewer);
    case 'up':
      return world.setReachable(true);
    default:
      log.count('trouble' in step ? `store: ${step.trouble}` : step.do);
  }
  switch (step.do) {
    case 'close':
      world.stop(tab!, 'freeze');
      return world.kill(tab!);
    case 'crash':
      return world.kill(tab!);
    case 'reload':
      world.kill(tab!);
      return world.open(true);
    case 'freeze':
    case 'hang':
      return world.stop(tab!, step.do);
    case 'wake':
      return world.wake(tab!);
    case 'show':
    case 'hide':
      return tab!.side?.show(step.do === 'show');
    case 'store':
      return world.trouble(tab!, step.trouble);
    case 'down':
      return world.setReachable(false);
    case 'cut':
      return backend.control.cut();
    case 'sign-out':
      return world.signOut();
    case 'wipe':
      return world.wipe();
  }
}

/** Nothing goes wrong any more, and each viewer who gave commands is signed in until all is settled. */
async function calmDown(world: World, beats: Beats): Promise<readonly string[]> {
  world.log.note('everything works again');
  world.endFaults();
  for (const tab of [...world.tabs]) {
    world.trouble(tab, 'works');
    world.wake(tab);
  }
  if (world.tabs.length === 0) await world.open(true);
  else world.tabs[0]?.side?.show(true);
  const last = world.viewer === 'sue' ? 'tom' : 'sue';
  const viewers = [...world.log.given.values()].some(({ viewer }) => viewer === last)
    ? [world.viewer, last]
    : [world.viewer];
  const wrong: string[] = [];
  for (const viewer of viewers) {
    world.signIn(viewer);
    if (await beats.until(world, () => unsettled(world) === undefined, SETTLING_LIMIT)) continue;
    wrong.push(`never settled: ${unsettled(world)}`);
  }
  return wrong;
}
