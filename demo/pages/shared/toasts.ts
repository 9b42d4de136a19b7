import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Milliseconds that a message stays, and stays on while somebody points at it or has the focus in it. */
const stay = 8000;

const region = document.createElement('div');
region.className = 'toasts';
region.setAttribute('role', 'status');
document.body.append(region);

let toasts: readonly Toast[] = [];
let lastId = 0;

/** Says something once. It goes by itself, when it is dismissed, or when newer ones push it out. */
export function showToast(text: string): void {
  const id = ++lastId;
  toasts = [...toasts, { id, text }].slice(-3);
  draw();
  dismissLater(id);
}

function dismissLater(id: number): void {
  setTimeout(() => {
    if (region.querySelector(':hover, :focus') === null) dismiss(id);
    else dismissLater(id);
  }, stay);
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
