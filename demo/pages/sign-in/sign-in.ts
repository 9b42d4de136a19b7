import { html, render, type TemplateResult } from 'lit';
import '../shared/demo-controls.js';
import { textOf } from '../shared/api.js';
import { slot, slotUrl } from '../shared/slot.js';
import { initialsOf } from '../shared/texts.js';
import { listUsers, roleWords, signIn, type DirectoryEntry, type User } from '../shared/users.js';
import { find } from '../shared/find.js';

const target = find('#picker');
let users: readonly DirectoryEntry[] = [];
let search = '';
let error: string | undefined;

try {
  users = await listUsers();
} catch (thrown) {
  error = textOf(thrown);
}
draw();

function draw(): void {
  render(
    html`
      <label class="picker-search">
        <span class="visually-hidden">Search people</span>
        <input class="input" type="search" placeholder="Search people" .value=${search} @input=${onSearch} />
      </label>
      ${error === undefined ? undefined : html`<p class="banner" role="alert">${error}</p>`}
      <div class="directory">${groups()}</div>
    `,
    target,
  );
}

/** The people that this slot is usually for come first. */
function groups(): TemplateResult[] | TemplateResult {
  const wanted = search.trim().toLowerCase();
  const found = users.filter((user) => `${user.name} ${companyText(user)}`.toLowerCase().includes(wanted));
  const staff = found.filter(({ roles }) => roles.length > 0);
  const all = [
    { title: 'Supervisors and administrators', people: staff.filter(({ roles }) => !onlyAgent(roles)) },
    { title: 'Agents', people: staff.filter(({ roles }) => onlyAgent(roles)) },
    { title: 'Customers', people: found.filter(({ roles }) => roles.length === 0) },
  ];
  const first = slot === 'customer' ? 2 : slot === 'agent' ? 1 : 0;
  const ordered = [...all.slice(first), ...all.slice(0, first)].filter(({ people }) => people.length > 0);
  if (ordered.length === 0) return html`<div class="empty">${users.length > 0 ? 'Nobody found.' : undefined}</div>`;
  return ordered.map(
    ({ title, people }) => html`
      <section aria-label=${title}>
        <h2>${title}</h2>
        <ul>
          ${people.map(person)}
        </ul>
      </section>
    `,
  );
}

function onlyAgent(roles: User['roles']): boolean {
  return roles.every((role) => role === 'agent');
}

function person(user: DirectoryEntry): TemplateResult {
  return html`
    <li>
      <button class="person" @click=${() => enter(user)}>
        <span class="avatar" aria-hidden="true">${initialsOf(user.name)}</span>
        <span class="name"><bdi>${user.name}</bdi><small>${companyText(user)}</small></span>
        <span class="badges">${roleWords(user).map((role) => html`<span class="badge">${role}</span>`)}</span>
      </button>
    </li>
  `;
}

function companyText({ companies }: DirectoryEntry): string {
  return companies.length > 2 ? 'All companies' : companies.map(({ name }) => name).join(', ');
}

function onSearch(event: Event): void {
  search = (event.target as HTMLInputElement).value;
  draw();
}

async function enter(user: User): Promise<void> {
  try {
    await signIn(user.id);
    location.assign(slotUrl(nextPage(user)));
  } catch (thrown) {
    error = textOf(thrown);
    draw();
  }
}

/** Where the visitor wanted to go, if that is a page of this slot; else the page of the user's role. */
function nextPage(user: User): string {
  const next = new URLSearchParams(location.search).get('next');
  if (next !== null && /^(portal|console|help)(#[\w/-]*)?$/.test(next)) return next;
  if (user.roles.length === 0) return 'help';
  return user.roles.includes('supervisor') || user.roles.includes('admin') ? 'portal' : 'console';
}
