import type { Sequence, Verdict } from '../steps.js';
import { Beats } from './beats.js';
import { play } from './play.js';
import { takePlace } from './world.js';

/** The page in whose window the tabs and their backends are. */
const beats = new Beats();

Object.assign(window, {
  place: takePlace,
  play: (sequence: Sequence): Promise<Verdict> => play(sequence, beats),
});
