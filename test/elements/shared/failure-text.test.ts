import { expect } from '@open-wc/testing';
import { ChatError, chatErrorCodes, type Chat } from '../../../src/contract/index.js';
import { failureText } from '../../../src/elements/shared/failure-text.js';
import { actionTexts } from '../../../src/elements/shared/texts/english/actions.js';
import { Texts } from '../../../src/elements/shared/texts/texts.js';

const texts = new Texts(undefined, undefined, actionTexts);
const jo = { id: 'jo', name: 'Jo Park' };
const sam = { id: 'sam', name: 'Sam Lee' };

function conflict(chat: Partial<Chat> | undefined, by?: typeof jo): string {
  const error = new ChatError('conflict', '', {
    ...(chat && { chat: chat as Chat }),
    ...(by && { by }),
  });
  return failureText(texts, { state: 'failed', id: '1', error, outcome: 'refused' });
}

describe('failureText', () => {
  it('has words for every code', () => {
    for (const code of chatErrorCodes) {
      const error = new ChatError(code, 'because', { retryAfter: 2000 });
      expect(failureText(texts, { state: 'failed', id: '1', error, outcome: 'failed' }), code).to.match(
        /\w.*\.|because/,
      );
    }
  });

  it('says who was faster and what the chat is now', () => {
    expect(conflict({ status: 'transferred', assignee: sam }, jo)).to.equal(
      'Jo Park transferred this chat to Sam Lee.',
    );
    expect(conflict({ status: 'assigned', assignee: sam }, jo)).to.equal('Jo Park assigned this chat to Sam Lee.');
    expect(conflict({ status: 'assigned', assignee: jo }, jo)).to.equal('Jo Park took this chat.');
    expect(conflict({ status: 'pending', queue: { id: 'q', name: 'VPN' } }, jo)).to.equal(
      'Jo Park released this chat. It is waiting in VPN now.',
    );
    expect(conflict({ status: 'closed' })).to.equal('Meanwhile this chat was closed.');
    expect(conflict(undefined)).to.equal('Meanwhile this chat was changed.');
  });

  it('does not claim to know what nobody knows', () => {
    const error = new ChatError('timeout', '');
    const text = failureText(texts, { state: 'failed', id: '1', error, outcome: 'unknown' });
    expect(text).to.include('could not be found out');
  });
});
