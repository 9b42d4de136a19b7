import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { AgentDriver, SupervisorDriver } from '../harness/roles.js';

// Whoever writes the records, supervisors and agents see the same, and the same is on record.
for (const audit of ['adapter', 'backend'] as const) {
  describe(`moving chats, recorded by the ${audit}`, () => {
    let floor: DemoFloor;
    let nora: SupervisorDriver;
    let ben: AgentDriver;
    let chiara: AgentDriver;
    let adele: Person;
    let tomas: Person;

    before(async () => {
      floor = await DemoFloor.start({ audit });
      const window = await floor.window();
      nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
      ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
      chiara = new AgentDriver(await floor.open(window, 'agent', 'chiara.romano', 'chiara'));
      [adele, tomas] = await Promise.all([
        Person.signIn(floor.url, 'adele.fontaine'),
        Person.signIn(floor.url, 'tomas.keller'),
      ]);
      await ben.takeAtOnce(15);
    });
    after(() => floor.close());

    /** Opens a chat and gives it to Ben. */
    async function chatOfBen(issue: string): Promise<string> {
      const id = await adele.openChat({ issue });
      await nora.search(issue);
      await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
      await ben.chat(issue).getByText('Yours').waitFor();
      return id;
    }

    async function recordsOf(chatId: string, count: number): Promise<readonly object[]> {
      const rows = await floor.until(
        () =>
          floor.rows<object>(
            `SELECT command, actor_id AS actor, from_name AS "from", to_name AS "to", outcome, error_code AS error
               FROM report_events WHERE chat_id = '${chatId}' ORDER BY started_at`,
          ),
        (found) => found.length >= count,
      );
      return rows.map((row) => ({ ...row }));
    }

    const assigned = {
      command: 'assign',
      actor: 'nora.lindqvist',
      from: 'Service Desk',
      to: 'Ben Whitaker',
      outcome: 'done',
      error: null,
    };

    it('transfers to an agent with a note, beyond that agent’s capacity', async () => {
      const issue = `Printer on fire (${audit})`;
      const id = await chatOfBen(issue);
      await chiara.takeAtOnce(1);
      await nora.choose(issue, 'Transfer chat');
      const option = nora.pane.getByRole('option', { name: 'Chiara Romano' });
      await option.getByText('over capacity').waitFor();
      await option.click();
      await nora.pane.getByRole('textbox', { name: /^Note/ }).fill('has the extinguisher');
      await nora.pane.getByRole('button', { name: 'Transfer', exact: true }).click();
      await nora.pane.waitFor({ state: 'hidden' });

      await nora.row(issue).getByText('Transferred to Chiara Romano').waitFor();
      const moved = /Nora Lindqvist moved your chat with Adele Fontaine to Chiara Romano.*has the extinguisher/;
      await ben.toasts.getByText(moved).waitFor();
      await ben.notices.getByText('was moved to Chiara Romano by Nora Lindqvist').waitFor();
      await ben.chat(issue).waitFor({ state: 'detached' });
      await chiara.chat(issue).getByText('Transferred to you').waitFor();
      await chiara.chat(issue).getByText('From Ben Whitaker').waitFor();
      await chiara.chat(issue).getByText('“has the extinguisher”').waitFor();

      await chiara.answer(issue, 'Accept');
      await chiara.chat(issue).getByText('Yours').waitFor();
      await nora.row(issue).getByText('Chiara Romano', { exact: true }).waitFor();
      await nora.row(issue).getByText('Assigned', { exact: true }).waitFor();
      const [{ load } = { load: 0 }] = await floor.rows<{ load: number }>(
        `SELECT count(*)::int AS load FROM chats WHERE assignee_id = 'chiara.romano'`,
      );
      assert.ok(load > 1, `Chiara takes one chat at once and has ${load}.`);
      assert.deepEqual(await recordsOf(id, 2), [
        assigned,
        { ...assigned, command: 'transfer', from: 'Ben Whitaker', to: 'Chiara Romano' },
      ]);
    });

    it('gives a declined chat back to its sender, and tells the sender', async () => {
      const issue = `Scanner hums (${audit})`;
      const id = await chatOfBen(issue);
      await nora.sendTo(issue, 'Transfer chat', 'Chiara Romano');
      await chiara.answer(issue, 'Decline');
      await chiara.chat(issue).waitFor({ state: 'detached' });
      await ben.chat(issue).getByText('Yours').waitFor();
      await ben.toasts.getByText('Chiara Romano declined your transfer of the chat with Adele Fontaine.').waitFor();
      await ben.notices.getByText('Chiara Romano declined the chat with Adele Fontaine').waitFor();
      await nora.row(issue).getByText('Ben Whitaker').waitFor();
      assert.deepEqual(await recordsOf(id, 2), [
        assigned,
        { ...assigned, command: 'transfer', from: 'Ben Whitaker', to: 'Chiara Romano' },
      ]);
    });

    it('transfers to a queue, where the chat waits', async () => {
      const issue = `Forklift terminal is dark (${audit})`;
      const id = await chatOfBen(issue);
      await nora.sendTo(issue, 'Transfer chat', 'Warehouse Systems', {
        tab: 'Support queues',
        note: 'a matter for the warehouse',
      });
      await nora.row(issue).getByText('Pending').waitFor();
      await nora.row(issue).getByText('Warehouse Systems').waitFor();
      await ben.toasts.getByText(/to Warehouse Systems.*a matter for the warehouse/).waitFor();
      await ben.chat(issue).waitFor({ state: 'detached' });
      assert.deepEqual(await recordsOf(id, 2), [
        assigned,
        { ...assigned, command: 'transfer', from: 'Ben Whitaker', to: 'Warehouse Systems' },
      ]);
    });

    it('releases only after the question: a cancelled one changes and sends nothing', async () => {
      const issue = `Label roll is empty (${audit})`;
      const id = await chatOfBen(issue);
      const commands: string[] = [];
      // The record of the assignment may still be on its way.
      await recordsOf(id, 1);
      nora.page.on('request', (request) => {
        if (request.url().endsWith('/commands') || request.url().endsWith('/report-events')) {
          commands.push(request.postData() ?? '');
        }
      });
      await nora.choose(issue, 'Release chat');
      await nora.confirmation.getByText('The chat with Adele Fontaine will wait again in Service Desk').waitFor();
      await nora.page.keyboard.press('Escape');
      await nora.confirmation.waitFor({ state: 'hidden' });
      await nora.row(issue).getByText('Ben Whitaker').waitFor();
      assert.deepEqual(commands, []);

      await nora.choose(issue, 'Release chat');
      await nora.confirmation.getByRole('button', { name: 'Release chat' }).click();
      await nora.row(issue).getByText('Pending').waitFor();
      await nora.row(issue).getByText('Service Desk').waitFor();
      await ben.toasts.getByText('Nora Lindqvist moved your chat with Adele Fontaine to Service Desk.').waitFor();
      await ben.chat(issue).waitFor({ state: 'detached' });
      assert.deepEqual(await recordsOf(id, 2), [
        assigned,
        { ...assigned, command: 'release', from: 'Ben Whitaker', to: 'Service Desk' },
      ]);
    });

    it('records a transfer that came too late as refused, and lets the supervisor decide again', async () => {
      const issue = `Keyboard types Greek (${audit})`;
      const id = await chatOfBen(issue);
      await nora.choose(issue, 'Transfer chat');
      await nora.pane.getByRole('option', { name: 'Chiara Romano' }).click();
      const [chat] = await floor.rows<{ version: string }>(
        `SELECT assignment_version::text AS version FROM chats WHERE id = '${id}'`,
      );
      const other = { type: 'transfer', to: { type: 'agent', id: 'elif.kaya' } };
      assert.equal((await tomas.command(id, other, chat?.version ?? '')).status, 200);
      // The row behind the pane follows; what the pane was opened on stays what the decision rests on.
      await nora.page.locator('chat-monitor-grid').getByText('Transferred to Elif Kaya').waitFor();

      await nora.pane.getByRole('button', { name: 'Transfer', exact: true }).click();
      await nora.pane.getByRole('alert').getByText('Tomas Keller transferred this chat to Elif Kaya.').waitFor();
      const done = { ...assigned, command: 'transfer', from: 'Elif Kaya', to: 'Chiara Romano' };
      const refused = { ...done, outcome: 'refused', error: 'conflict' };
      const byTomas = { ...done, actor: 'tomas.keller', from: 'Ben Whitaker', to: 'Elif Kaya' };
      // A server that writes by itself records everybody's deeds; a monitor records its own viewer's.
      const known = audit === 'backend' ? [assigned, byTomas] : [assigned];
      assert.deepEqual(await recordsOf(id, known.length + 1), [...known, refused]);

      await nora.pane.getByRole('button', { name: 'Transfer', exact: true }).click();
      await nora.row(issue).getByText('Transferred to Chiara Romano').waitFor();
      assert.deepEqual(await recordsOf(id, known.length + 2), [...known, refused, done]);
    });

    it('ran without a complaint', () => {
      assert.deepEqual(floor.complaints(), []);
    });
  });
}
