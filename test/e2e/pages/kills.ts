import { createHttpAdapter } from 'chat-monitor-elements/adapters/http';
import { connectChatMonitor } from 'chat-monitor-elements/connect';

/** A monitor on the demo's server, and its hand: nothing is drawn, so that it is there at once. */
const slot = '/s/supervisor';
await fetch(`${slot}/sign-in`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1' },
  body: JSON.stringify({ userId: 'nora.lindqvist' }),
});
const { monitor } = connectChatMonitor({ adapter: createHttpAdapter({ src: `${slot}/api` }) });
monitor.use('floor');

Object.assign(window, {
  /** Whether a chat can be acted on. */
  ready: (chatId: string) => monitor.connection.value.status === 'live' && monitor.chat(chatId) !== undefined,
  /** Assigns a chat; does not wait for what comes of it. */
  assign(chatId: string) {
    const expected = monitor.chat(chatId)?.assignmentVersion ?? '';
    void monitor.perform({ type: 'assign', chatId, to: { type: 'agent', id: 'chiara.romano' }, expected });
  },
});
