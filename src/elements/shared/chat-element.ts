import { LitElement, type CSSResultGroup } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { keepKeysInside } from './keys.js';
import { MonitorConsumer } from './monitor-consumer.js';
import { baseStyles } from './styles/base.js';
import { tokens } from './styles/tokens.js';
import type { Messages } from './texts/texts.js';
import { TextsController } from './texts/texts-controller.js';

export { warnOnce } from './warn-once.js';

/**
 * What all elements that show something have in common: they find their monitor and their texts by themselves, and what
 * is typed into them stays in them. A subclass adds its own styles with `[ChatElement.styles, own]`.
 */
export abstract class ChatElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, baseStyles];

  /** The English of the texts that only this element shows. */
  protected static readonly english: Partial<Messages> | undefined = undefined;

  protected readonly monitor: MonitorConsumer = new MonitorConsumer(this, (monitor) => this.monitorConnected(monitor));
  protected readonly texts: TextsController = new TextsController(
    this,
    (this.constructor as typeof ChatElement).english,
  );

  /** Runs for each monitor that comes to serve this element; what it returns runs when that one is left. */
  protected monitorConnected(_monitor: ChatMonitor): readonly Unsubscribe[] | void {}

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    keepKeysInside(root);
    return root;
  }
}
