import type { ChatCommand } from '../../../../src/contract/index.js';
import type { TestServer } from '../backend/server.js';
import type { User } from '../backend/state.js';

/** Does at the server what somebody does in Rocket.Chat's own console. Errors: what the server says. */
export function act(server: TestServer, user: User, command: ChatCommand): void {
  const { state, livechat } = server;
  switch (command.type) {
    case 'assign':
    case 'transfer': {
      const { chatId, to, note } = command;
      const isTaken = state.room(chatId).servedBy !== undefined;
      if (to.type === 'queue') livechat.forward(user, chatId, { departmentId: to.id }, note);
      else if (isTaken) livechat.forward(user, chatId, { userId: to.id }, note);
      else livechat.take(state.inquiryOf(chatId)?._id ?? '', to.id);
      return;
    }
    case 'release':
      livechat.returnAsInquiry(user, command.chatId);
      return;
    case 'close':
      livechat.closeByUser(user, command.chatId);
      return;
    case 'join':
    case 'set-mode':
      // Who only reads leaves no trace at the server.
      if (command.mode === 'participate') livechat.join(user, command.chatId);
      return;
    case 'raise-assist':
      tag(server, user, command.chatId, `need-assistance?id=${state.id('assist-')}&at=${state.now}&by=${user._id}`);
      return;
    case 'clear-assist':
      tag(server, user, command.chatId, undefined);
      return;
    case 'accept':
      // The receiver has it since the transfer.
      if (state.room(command.chatId).servedBy?._id !== user._id) throw new Error('It is not theirs.');
      return;
    case 'set-agent-status':
      state.user(command.agentId).statusLivechat = command.availability === 'available' ? 'available' : 'not-available';
      return;
    default:
      throw new Error(`Rocket.Chat has no ${command.type}.`);
  }
}

function tag({ state, livechat }: TestServer, user: User, chatId: string, ours: string | undefined): void {
  const others = (state.room(chatId).tags ?? []).filter((one) => !one.startsWith('need-assistance'));
  livechat.saveInfo(user, { _id: chatId, tags: ours === undefined ? others : [...others, ours] });
}
