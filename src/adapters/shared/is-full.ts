import type { Agent } from '../../contract/index.js';

/** Whether the agent is given no more chats by assignment: never, where there is no capacity. */
export function isFull({ load, capacity = Infinity }: Agent): boolean {
  return load >= capacity;
}
