import { css } from 'lit';

/**
 * The public `--chat-monitor-*` properties and what stands in for them. Everything derives from the inherited text
 * colour: a page that is dark by class only, without `color-scheme`, is dark here too. (`l` below 0.6 is dark text on
 * a light page.) The private names hold `currentColor`, so they are right on elements of the inherited text colour.
 *
 * A new public property is documented with `@cssprop` on each element that uses it.
 */
export const tokens = css`
  :host {
    --_surface: var(--chat-monitor-surface, oklch(from currentColor clamp(0.22, calc((0.6 - l) * 1000), 1) 0.004 h));
    --_line: var(--chat-monitor-line, color-mix(in oklab, currentColor 13%, transparent));
    --_line-strong: var(--chat-monitor-line-strong, color-mix(in oklab, currentColor 48%, transparent));
    --_hover: var(--chat-monitor-hover, color-mix(in oklab, currentColor 5%, transparent));
    --_selected: var(--chat-monitor-selected, color-mix(in oklab, currentColor 9%, transparent));
    --_muted: var(--chat-monitor-muted, color-mix(in oklab, currentColor 72%, transparent));
    --_accent: var(--chat-monitor-accent, oklch(from currentColor clamp(0.5, calc((l - 0.6) * 1000), 0.76) 0.16 258));
    --_on-accent: var(--chat-monitor-on-accent, oklch(from currentColor clamp(0.16, calc((0.6 - l) * 1000), 1) 0 h));
    --_danger: var(--chat-monitor-danger, oklch(from currentColor clamp(0.53, calc((l - 0.6) * 1000), 0.74) 0.2 27));
    --_assist: var(--chat-monitor-assist, var(--_danger));
    --_warning: var(
      --chat-monitor-warning,
      var(--_session-warning, oklch(from currentColor clamp(0.53, calc((l - 0.6) * 1000), 0.82) 0.12 68))
    );
    --_breach: var(--chat-monitor-breach, var(--_session-breach, var(--_danger)));
    --_success: var(
      --chat-monitor-success,
      oklch(from currentColor clamp(0.52, calc((l - 0.6) * 1000), 0.78) 0.13 152)
    );
    --_radius: var(--chat-monitor-radius, 6px);
    --_control: var(--chat-monitor-control-size, max(28px, 2em));
    --_shadow: 0 0 0 1px var(--_line), 0 8px 24px -6px rgb(0 0 0 / 28%), 0 2px 6px -2px rgb(0 0 0 / 16%);
    --_motion: 150ms;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }

  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_line: CanvasText;
      --_line-strong: CanvasText;
      --_hover: Canvas;
      --_selected: Canvas;
      --_muted: CanvasText;
      --_accent: Highlight;
      --_on-accent: HighlightText;
      --_danger: CanvasText;
      --_warning: CanvasText;
      --_breach: CanvasText;
      --_success: CanvasText;
    }
  }
`;
