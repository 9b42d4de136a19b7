import type { LitElement } from 'lit';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';

/** Gives an element the administrator's colours for warning and breach, where there are some. */
export class SlaColors {
  readonly #sheet = new CSSStyleSheet();

  constructor(host: LitElement, consumer: MonitorConsumer) {
    this.#sheet.insertRule(':host {}');
    consumer.add((monitor) => {
      const adopt = (): void => {
        const root = host.shadowRoot;
        if (root && !root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets.push(this.#sheet);
        const colors = monitor.session.value?.settings.slaColors;
        this.#set('--_session-warning', colors?.warning);
        this.#set('--_session-breach', colors?.breach);
      };
      void host.updateComplete.then(adopt);
      return [monitor.session.subscribe(adopt)];
    });
  }

  /** A colour that the browser does not know is as good as none. */
  #set(name: string, color: string | undefined): void {
    const rule = this.#sheet.cssRules[0];
    if (!(rule instanceof CSSStyleRule)) return;
    if (color !== undefined && CSS.supports('color', color)) rule.style.setProperty(name, color);
    else rule.style.removeProperty(name);
  }
}
