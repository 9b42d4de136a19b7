import type { MiddlewareHandler } from 'hono';
import { Problem } from '../domain/problem.js';
import type { DemoControl } from './control.js';

/** Makes the protocol slow and unreliable, as the control panel says. Half of the failures come after the effect. */
export function faults(control: DemoControl, random: () => number = Math.random): MiddlewareHandler {
  return async (_context, next) => {
    const { latencyMs, failureRate } = control;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const lot = random();
    if (lot < failureRate / 2) throw broken();
    await next();
    if (lot < failureRate) throw broken();
  };
}

function broken(): Problem {
  return new Problem(503, 'This failure was asked for in the control panel.', { backendCode: 'demo', retryAfter: 1 });
}
