import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const region = document.createElement('div');
region.className = 'toasts';
region.setAttribute('role', 'status');
document.body.append(region);

let toasts: readonly Toast[] = [];
let lastId = 0;

/** Says something once. It stays until it is dismissed, or newer ones push it out. */
export function showToast(text: string): void {
  toasts = [...toasts, { id: ++lastId, text }].slice(-3);
  draw();
}

function dismiss(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  draw();
}

function draw(): void {
  render(
    repeat(
      toasts,
      ({ id }) => id,
      ({ id, text }) => html`
        <div class="toast">
          <p>${text}</p>
          <button class="button quiet only-icon" aria-label="Dismiss" @click=${() => dismiss(id)}>
            <span class="icon icon-close" aria-hidden="true"></span>
          </button>
        </div>
      `,
    ),
    region,
  );
}
