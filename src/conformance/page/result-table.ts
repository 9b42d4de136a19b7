import type { RuleResult, TestResult, Verdict } from '../result.js';
import { sectionNames, type RuleId, type SectionLetter } from '../rule-id.js';

const words: Readonly<Record<Verdict | 'waiting', string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  blocked: '◌ blocked',
  skipped: '– skipped',
  waiting: '… waiting',
};

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = '',
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** Rule by rule, what was found: a group per section, a row per rule. */
export class ResultTable {
  readonly element = element('table');
  readonly #groups = new Map<SectionLetter, HTMLTableSectionElement>();
  readonly #rows = new Map<RuleId, HTMLTableRowElement>();

  constructor(caption: string) {
    const head = element('thead');
    const row = element('tr');
    for (const name of ['Rule', 'Result', 'What was looked at']) row.append(element('th', name, { scope: 'col' }));
    head.append(row);
    this.element.append(element('caption', caption), head);
  }

  show({ rule, verdict, tests }: RuleResult): void {
    const row = this.#rowOf(rule);
    const list = element('ul');
    for (const test of tests) list.append(itemOf(test, rule));
    const found = element('td');
    found.append(list);
    const heading = element('th', rule, { scope: 'row' });
    row.replaceChildren(heading, element('td', words[verdict], { 'data-verdict': verdict }), found);
  }

  #rowOf(rule: RuleId): HTMLTableRowElement {
    const known = this.#rows.get(rule);
    if (known) return known;
    const row = element('tr');
    // What is skipped is known before the first test has run: rows come in any order.
    let next: RuleId | undefined;
    for (const other of this.#rows.keys()) {
      if (other.startsWith(rule.slice(0, 1)) && numberOf(other) > numberOf(rule)) {
        if (next === undefined || numberOf(other) < numberOf(next)) next = other;
      }
    }
    this.#groupOf(rule.slice(0, 1) as SectionLetter).insertBefore(row, (next && this.#rows.get(next)) ?? null);
    this.#rows.set(rule, row);
    return row;
  }

  #groupOf(letter: SectionLetter): HTMLTableSectionElement {
    const known = this.#groups.get(letter);
    if (known) return known;
    const group = element('tbody');
    const row = element('tr');
    const title = `${letter}: ${sectionNames[letter]}`;
    row.append(element('th', title, { scope: 'rowgroup', colspan: '3' }));
    group.append(row);
    this.#groups.set(letter, group);
    this.element.append(group);
    return group;
  }
}

function numberOf(rule: RuleId): number {
  return Number(rule.slice(1));
}

/** In the row of its own rule a test need not name it. */
function itemOf({ title, verdict, message, rule: own }: TestResult, rule: RuleId): HTMLLIElement {
  const item = element('li', own === rule ? title.slice(rule.length + 1) : title);
  if (verdict === 'skipped') item.append(element('span', ` (skipped: ${message ?? ''})`, { class: 'reason' }));
  else if (message !== undefined) item.append(element('pre', message));
  return item;
}
