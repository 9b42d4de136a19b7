import type { LitElement, TemplateResult } from 'lit';
import type { ChatCommand } from '../../contract/index.js';
import type { ActionResult } from '../../monitor/types.js';
import { runAction } from './action-flow.js';
import { failureText, type Translate } from './failure-text.js';
import { MessageToast } from './message-toast.js';
import type { MonitorConsumer } from './monitor-consumer.js';

/** Runs actions for an element that has no better place to say why one failed than a toast. */
export class ActionController {
  readonly #host: LitElement;
  readonly #monitor: MonitorConsumer;
  readonly #texts: Translate;
  readonly #toast: MessageToast;

  constructor(host: LitElement, monitor: MonitorConsumer, texts: Translate) {
    this.#host = host;
    this.#monitor = monitor;
    this.#texts = texts;
    this.#toast = new MessageToast(host, texts);
  }

  /** Undefined where no monitor serves the element. */
  async run(command: ChatCommand): Promise<ActionResult | 'prevented' | undefined> {
    const monitor = this.#monitor.value;
    if (!monitor) return undefined;
    this.#toast.hide();
    const result = await runAction(this.#host, monitor, command);
    if (result !== 'prevented' && result.state === 'failed') this.#toast.show(failureText(this.#texts, result));
    return result;
  }

  /** The message of the last failure, until it is dismissed. */
  get message(): string {
    return this.#toast.text;
  }

  dismiss(): void {
    this.#toast.hide();
  }

  render(): TemplateResult {
    return this.#toast.render();
  }
}
