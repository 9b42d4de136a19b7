import type { LitElement } from 'lit';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';

/** Gives an element the administrator's colours for warning and breach, where there are some. */
export class SlaColors {
  readonly #sheet = new CSSStyleSheet();

  constructor(host: LitElement, consumer: MonitorConsumer) {
    void host.updateComplete.then(() => host.shadowRoot?.adoptedStyleSheets.push(this.#sheet));
    consumer.add((monitor) => {
      const show = (): void => {
        const { warning, breach } = monitor.session.value?.settings.slaColors ?? {};
        this.#sheet.replaceSync(`:host{${declaration('warning', warning)}${declaration('breach', breach)}}`);
      };
      show();
      return [monitor.session.subscribe(show)];
    });
  }
}

/** Nothing for what the browser does not know as a colour: so it is one, and nothing more. */
function declaration(level: string, color: string | undefined): string {
  return color !== undefined && CSS.supports('color', color) ? `--_session-${level}:${color};` : '';
}
