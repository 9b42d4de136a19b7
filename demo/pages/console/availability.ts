import type { ChatMonitor } from 'chat-monitor-elements';
import {
  gradeOf,
  type Agent,
  type AgentStatusChoice,
  type SetAgentStatusCommand,
} from 'chat-monitor-elements/contract';
import { html, nothing, render } from 'lit';
import { showToast } from '../shared/toasts.js';
import { find } from '../shared/find.js';

const maxCapacity = 20;

/** Lets the agent say whether new chats may come, with which status, and how many at once. */
export function startAvailability(monitor: ChatMonitor, form: HTMLFormElement): void {
  monitor.use('agents');
  const draw = (): void => drawAvailability(monitor, form);
  monitor.agents.subscribe(draw);
  monitor.session.subscribe(draw);
  form.addEventListener('submit', (event) => event.preventDefault());
  draw();
}

function drawAvailability(monitor: ChatMonitor, form: HTMLFormElement): void {
  const session = monitor.session.value;
  const own = monitor.agents.value.find(({ id }) => id === session?.viewer.id);
  render(
    session === undefined || own === undefined
      ? nothing
      : html`
          <label>
            <span class="state ${own.availability}" aria-hidden="true"></span>
            <span class="visually-hidden">Status</span>
            <select
              class="input"
              @change=${(event: Event) => chooseStatus(monitor, own, event.target as HTMLSelectElement)}
            >
              ${statusGroup('Available', 'available', session.settings.agentStatuses ?? [], own)}
              ${statusGroup('Unavailable', 'unavailable', session.settings.agentStatuses ?? [], own)}
            </select>
          </label>
          ${gradeOf(session.capabilities, 'set-agent-capacity') === 'none' ? nothing : capacityField(monitor, own)}
        `,
    form,
  );
}

function capacityField(monitor: ChatMonitor, own: Agent): unknown {
  return html`
    <label>
      <span>Chats at once</span>
      <input
        class="input"
        type="number"
        min="0"
        max=${maxCapacity}
        .value=${String(own.capacity ?? '')}
        @change=${(event: Event) => chooseCapacity(monitor, own, event.target as HTMLInputElement)}
      />
    </label>
  `;
}

function statusGroup(
  label: string,
  availability: Agent['availability'],
  choices: readonly AgentStatusChoice[],
  own: Agent,
): unknown {
  const codes: (string | undefined)[] = choices
    .filter((choice) => choice.availability === availability)
    .map(({ code }) => code);
  if (own.availability === availability && !codes.includes(own.statusCode)) codes.unshift(own.statusCode);
  if (codes.length === 0) codes.push(undefined);
  return html`
    <optgroup label=${label}>
      ${codes.map(
        (code) => html`
          <option
            value=${JSON.stringify({ availability, ...(code !== undefined && { statusCode: code }) })}
            .selected=${own.availability === availability && own.statusCode === code}
          >
            ${code ?? label}
          </option>
        `,
      )}
    </optgroup>
  `;
}

async function chooseStatus(monitor: ChatMonitor, own: Agent, select: HTMLSelectElement): Promise<void> {
  const choice = JSON.parse(select.value) as Pick<Agent, 'availability' | 'statusCode'>;
  await change(monitor, { type: 'set-agent-status', agentId: own.id, ...choice });
}

async function chooseCapacity(monitor: ChatMonitor, own: Agent, input: HTMLInputElement): Promise<void> {
  if (!input.reportValidity() || input.value === '') return;
  const { id: agentId, availability, statusCode } = own;
  await change(monitor, {
    type: 'set-agent-status',
    agentId,
    availability,
    ...(statusCode !== undefined && { statusCode }),
    capacity: Math.round(input.valueAsNumber),
  });
}

async function change(monitor: ChatMonitor, command: SetAgentStatusCommand): Promise<void> {
  const result = await monitor.perform(command);
  if (result.state === 'failed') {
    showToast(`Your status was not changed. ${result.error.message}`);
    drawAvailability(monitor, find('#availability') as HTMLFormElement);
  }
}
