import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the focus is on or in the target, as somebody without a pointer gets there. */
export async function tabTo(target: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await target.page().keyboard.press('Tab');
    if (await hasFocus(target)) return;
  }
  throw new Error(`Tab does not lead to ${target.toString()}.`);
}

/** Whether the focus is on the target, or on something in it. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.matches(':focus-within'));
}

/** The customer's page, as its user sees it. */
export class CustomerDriver {
  constructor(readonly page: Page) {}

  /** Opens a chat and resolves once it is there. */
  async openChat(issue: string, options: { readonly text?: string; readonly topic?: string } = {}): Promise<void> {
    await this.page.getByLabel('What is it about?').fill(issue);
    if (options.topic !== undefined) await this.page.getByLabel('Topic').selectOption({ label: options.topic });
    if (options.text !== undefined) await this.page.getByLabel('Tell us more').fill(options.text);
    await this.page.getByRole('button', { name: 'Start chat' }).click();
    await this.messages.waitFor();
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  async write(text: string): Promise<void> {
    await this.page.getByLabel('Message', { exact: true }).fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
    await this.messages.getByText(text).waitFor();
  }
}

/** The supervisor's portal page. */
export class SupervisorDriver {
  constructor(readonly page: Page) {}

  get grid(): Locator {
    return this.page.locator('chat-monitor-grid').getByRole('grid');
  }

  /** Shows only the rows with this text: the grid renders no row that is out of sight. */
  async search(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Search chats' }).fill(text);
  }

  /** Narrows the scope to one support queue. */
  async watchQueue(name: string): Promise<void> {
    const button = this.page.getByRole('button', { name: /^Support queue: / });
    await button.click();
    const list = this.page.getByRole('listbox', { name: 'Support queue' });
    await list.getByRole('option', { name: 'All queues', selected: true }).click();
    await list.getByRole('option', { name }).click();
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('button', { name: `Support queue: ${name}` }).waitFor();
  }

  /** The row with this text in it, such as a chat's issue. */
  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  /** The red flag in the row's first column. */
  flag(text: string): Locator {
    return this.row(text).getByRole('gridcell').first().getByRole('button');
  }

  /** What the circle on the Chats tab says; empty while nothing needs attention. */
  get attention(): Locator {
    return this.page.locator('chat-attention').getByRole('status');
  }

  get menu(): Locator {
    return this.page.getByRole('menu');
  }

  async openMenu(text: string): Promise<Locator> {
    await this.row(text)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await this.menu.waitFor();
    return this.menu;
  }

  async choose(text: string, entry: string | RegExp): Promise<void> {
    await this.openMenu(text);
    await this.menu.getByRole('menuitem', { name: entry }).click();
  }

  /** The assign pane, for assigning and for transferring. */
  get pane(): Locator {
    return this.page.locator('assign-pane').getByRole('dialog');
  }

  /** Assigns or transfers by the pane. */
  async sendTo(
    text: string,
    entry: 'Assign to agent' | 'Transfer chat',
    target: string,
    options: { readonly tab?: 'Agents' | 'Support queues'; readonly note?: string } = {},
  ): Promise<void> {
    await this.choose(text, entry);
    if (options.tab !== undefined) await this.pane.getByRole('tab', { name: options.tab }).click();
    await this.pane.getByRole('option', { name: target }).click();
    if (options.note !== undefined) await this.pane.getByRole('textbox', { name: /^Note/ }).fill(options.note);
    await this.pane
      .getByRole('button', { name: entry === 'Transfer chat' ? 'Transfer' : 'Assign', exact: true })
      .click();
    await this.pane.waitFor({ state: 'hidden' });
  }

  /** One choice of the assign pane. */
  option(name: string | RegExp): Locator {
    return this.pane.getByRole('option', { name });
  }

  /** The names in the assign pane, in order. */
  async targets(): Promise<readonly string[]> {
    return this.pane.getByRole('option').locator('bdi').allTextContents();
  }

  get confirmation(): Locator {
    return this.page.getByRole('alertdialog');
  }

  /** The chats that the supervisor has joined. */
  get drawer(): Locator {
    return this.page.getByRole('complementary', { name: 'My chats' });
  }

  /** The entry of My chats with this text in it. */
  joined(text: string): Locator {
    return this.drawer.locator('my-chats').getByRole('listitem').filter({ hasText: text });
  }

  get transcript(): Locator {
    return this.page.locator('chat-transcript');
  }
}

/** The agent's console. */
export class AgentDriver {
  constructor(readonly page: Page) {}

  /** The entry of My chats with this text in it. */
  chat(text: string): Locator {
    return this.page.locator('my-chats').getByRole('listitem').filter({ hasText: text });
  }

  /** Answers to a chat that was transferred to the agent. */
  async answer(text: string, answer: 'Accept' | 'Decline'): Promise<void> {
    await this.chat(text)
      .getByRole('button', { name: new RegExp(`^${answer} the chat`) })
      .click();
  }

  /** What happened to chats that are not in the list any more. */
  get notices(): Locator {
    return this.page.locator('my-chats').getByRole('log', { name: 'Notices' });
  }

  async open(text: string): Promise<void> {
    await this.chat(text).getByRole('button').first().click();
    await this.transcript.getByRole('log').waitFor();
  }

  get transcript(): Locator {
    return this.page.locator('chat-transcript');
  }

  get flag(): Locator {
    return this.page.locator('.conversation assist-flag').getByRole('button');
  }

  async write(text: string): Promise<void> {
    const field = this.transcript.getByRole('textbox');
    await field.fill(text);
    await field.press('Enter');
    await this.transcript.getByText(text).first().waitFor();
  }

  async askForAssistance(message: string): Promise<void> {
    await this.page.locator('.conversation assist-flag').getByRole('button', { name: 'Need assistance' }).click();
    await this.page.locator('assist-flag').getByRole('textbox').fill(message);
    await this.page.locator('assist-flag').getByRole('button', { name: 'Ask for assistance' }).click();
  }

  /** Sets "available for N chats". */
  async takeAtOnce(chats: number): Promise<void> {
    await this.page.getByLabel('Chats at once').fill(String(chats));
    await this.page.getByLabel('Chats at once').press('Enter');
  }

  /** Sets the status by its code, such as "Lunch". */
  async setStatus(code: string): Promise<void> {
    await this.page.getByLabel('Status').selectOption({ label: code });
  }

  /** Short messages of the page itself. */
  get toasts(): Locator {
    return this.page.locator('.toast');
  }
}
