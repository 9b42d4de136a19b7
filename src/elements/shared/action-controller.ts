import type { LitElement, TemplateResult } from 'lit';
import type { ChatCommand } from '../../contract/index.js';
import type { ActionResult } from '../../monitor/types.js';
import { runAction } from './action-flow.js';
import { failureText } from './failure-text.js';
import type { MonitorConsumer } from './monitor-consumer.js';
import { actionTexts } from './texts/english/actions.js';
import type { TextsController } from './texts/texts-controller.js';
import { Toast } from './toast.js';

/** Runs actions for an element, and says why one failed: by default in a toast. */
export class ActionController {
  readonly #host: LitElement;
  readonly #monitor: MonitorConsumer;
  readonly #texts: TextsController;
  readonly #toast: Toast;

  /** `toast`: of an element that has one already. */
  constructor(host: LitElement, monitor: MonitorConsumer, texts: TextsController, toast = new Toast(host, texts)) {
    this.#host = host;
    this.#monitor = monitor;
    this.#texts = texts;
    this.#toast = toast;
    texts.add(actionTexts);
  }

  /** Undefined where no monitor serves the element. `tell`: for an element that has a better place for a failure. */
  async run(
    command: ChatCommand,
    tell: (text: string) => void = (text) => this.tell(text),
  ): Promise<ActionResult | 'prevented' | undefined> {
    const monitor = this.#monitor.value;
    if (!monitor) return undefined;
    this.dismiss();
    const result = await runAction(this.#host, monitor, command);
    if (result !== 'prevented' && result.state === 'failed') tell(failureText(this.#texts, result));
    return result;
  }

  tell(text: string): void {
    this.#toast.tell(text);
  }

  dismiss(): void {
    this.#toast.dismiss();
  }

  /** Belongs in the host's template once, whether there is a message or not. */
  render(): TemplateResult {
    return this.#toast.render();
  }
}
