import { html, render, type TemplateResult } from 'lit';
import { call, textOf } from './api.js';
import { currentLook, followLook, setLook } from './look.js';
import { slot } from './slot.js';
import { currentUser, listUsers, roleWords, signIn, type User } from './users.js';

/** What the evaluator can turn while the demo runs; the server keeps it for all pages. */
interface Control {
  /** Messages per second that simulated people write. */
  readonly traffic: number;
  /** Milliseconds that each call of the protocol takes longer. */
  readonly latencyMs: number;
  /** How many of the protocol's calls fail, 0 to 1. */
  readonly failureRate: number;
  /** How often another supervisor acts. */
  readonly othersPerMinute: number;
  /** Chats may be assigned and transferred to queues. */
  readonly queueAssignment: boolean;
}

const target = document.createElement('aside');
target.className = 'demo-controls';
target.setAttribute('aria-label', 'Demo controls');
document.body.append(target);

let open = false;
let control: Control | undefined;
let users: readonly User[] = [];
let user: User | undefined;
let error: string | undefined;
let sending: Promise<void> = Promise.resolve();

draw();
followLook(draw);
void load();
addEventListener('focus', () => void load());
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !open || !target.contains(document.activeElement)) return;
  toggle();
  target.querySelector('button')?.focus();
});

async function load(): Promise<void> {
  try {
    control = await call<Control>('/demo/control');
    if (open && slot !== undefined) [users, user] = await Promise.all([listUsers(), currentUser()]);
    error = undefined;
  } catch (thrown) {
    error = textOf(thrown);
  }
  draw();
}

function toggle(): void {
  open = !open;
  draw();
  if (open) void load();
}

/** Shows the change at once; calls go out one after another, so that the last one wins. */
function change(part: Partial<Control>): void {
  if (control === undefined) return;
  const next = { ...control, ...part };
  control = next;
  draw();
  sending = sending.then(async () => {
    if (control !== next) return;
    await run(() => call('/demo/control', { method: 'PUT', body: next }));
  });
}

async function run(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    error = undefined;
  } catch (thrown) {
    error = textOf(thrown);
  }
  draw();
}

async function becomeUser(userId: string): Promise<void> {
  await run(async () => {
    await signIn(userId);
    location.reload();
  });
}

function draw(): void {
  render(
    html`
      ${open ? html`<div id="demo-panel" class="demo-panel">${panel()}</div>` : undefined}
      <button aria-expanded=${open ? 'true' : 'false'} aria-controls="demo-panel" @click=${toggle}>
        <span class="icon icon-sliders" aria-hidden="true"></span>
        <strong>Demo controls</strong>
        <span class="summary">${summary()}</span>
        <span class="icon icon-chevron" aria-hidden="true"></span>
      </button>
    `,
    target,
  );
}

function summary(): string {
  if (control === undefined) return '';
  const { traffic, latencyMs, failureRate, othersPerMinute } = control;
  const on = [
    traffic > 0 && `${traffic} messages/s`,
    latencyMs > 0 && `+${latencyMs} ms`,
    failureRate > 0 && `${Math.round(failureRate * 100)}% of calls fail`,
    othersPerMinute > 0 && `others act ${othersPerMinute} times a minute`,
  ];
  return on.filter((part) => part !== false).join(' · ');
}

function panel(): TemplateResult {
  const { dark, rtl } = currentLook();
  return html`
    ${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
    ${control === undefined ? undefined : backendControls(control)}
    <fieldset>
      <legend>This page</legend>
      ${toggleSwitch('Dark', dark, (on) => look({ dark: on }))}
      ${toggleSwitch('Right to left', rtl, (on) => look({ rtl: on }))} ${slot === undefined ? undefined : userPicker()}
    </fieldset>
    <fieldset>
      <legend>Other roles, each in a tab</legend>
      <ul>
        <li><a href="/s/supervisor/portal" target="portal">Supervisor: portal</a></li>
        <li><a href="/s/agent/console" target="console">Agent: console</a></li>
        <li><a href="/s/customer/help" target="help">Customer: help page</a></li>
        <li><a href="/">About this demo</a></li>
      </ul>
    </fieldset>
  `;
}

function backendControls(now: Control): TemplateResult {
  return html`
    <fieldset>
      <legend>Load and faults</legend>
      ${slider('traffic', 'Traffic', `${now.traffic} messages/s`, now.traffic, 200, 1, (value) => change({ traffic: value }))}
      ${slider('latency', 'Latency', `+${now.latencyMs} ms`, now.latencyMs, 5000, 100, (value) =>
        change({ latencyMs: value }),
      )}
      ${slider(
        'failures',
        'Failing requests',
        `${Math.round(now.failureRate * 100)}%`,
        now.failureRate * 100,
        100,
        1,
        (value) => change({ failureRate: value / 100 }),
      )}
    </fieldset>
    <fieldset>
      <legend>Other people</legend>
      ${slider('others', 'Others act', `${now.othersPerMinute} per minute`, now.othersPerMinute, 60, 1, (value) =>
        change({ othersPerMinute: value }),
      )}
      <button class="button" @click=${() => run(() => call('/demo/act-as-someone-else', { method: 'POST' }))}>
        Somebody else transfers a chat now
      </button>
      ${toggleSwitch('Administrator allows queues as targets', now.queueAssignment, (on) => change({ queueAssignment: on }))}
    </fieldset>
  `;
}

function userPicker(): TemplateResult {
  return html`
    <div class="field">
      <label for="demo-user">Signed in as</label>
      <select
        id="demo-user"
        class="input"
        @change=${(event: Event) => becomeUser((event.target as HTMLSelectElement).value)}
      >
        ${user === undefined ? html`<option value="" selected>Nobody</option>` : undefined}
        ${users.map(
          (other) => html`
            <option value=${other.id} ?selected=${other.id === user?.id}>
              ${other.name} (${roleWords(other).join(', ')})
            </option>
          `,
        )}
      </select>
    </div>
  `;
}

function slider(
  id: string,
  label: string,
  shown: string,
  value: number,
  max: number,
  step: number,
  onInput: (value: number) => void,
): TemplateResult {
  return html`
    <div class="field">
      <label for=${`demo-${id}`}><span>${label}</span><output>${shown}</output></label>
      <input
        id=${`demo-${id}`}
        type="range"
        min="0"
        max=${max}
        step=${step}
        .value=${String(value)}
        @input=${(event: Event) => onInput((event.target as HTMLInputElement).valueAsNumber)}
      />
    </div>
  `;
}

function toggleSwitch(label: string, on: boolean, onChange: (on: boolean) => void): TemplateResult {
  return html`
    <label class="switch">
      <input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
      />
      <span>${label}</span>
    </label>
  `;
}

function look(part: { readonly dark?: boolean; readonly rtl?: boolean }): void {
  setLook({ ...currentLook(), ...part });
  draw();
}
