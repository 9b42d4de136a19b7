import { sendKeys } from '@web/test-runner-commands';

/** Presses keys one after the other, such as `Shift+F10`. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const parts = key.split('+');
    await hold(parts.slice(0, -1), () => sendKeys({ press: parts.at(-1)! }));
  }
}

/** Does something while keys are held. */
export async function hold(keys: readonly string[], act: () => Promise<void>): Promise<void> {
  for (const key of keys) await sendKeys({ down: key });
  await act();
  for (const key of [...keys].reverse()) await sendKeys({ up: key });
}
