import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, chatErrorCodes } from '../../../src/contract/index.js';
import { readBack } from '../../../src/adapters/shared/read-back.js';

const never = new AbortController().signal;

async function failure(signal: AbortSignal, thrown: unknown): Promise<unknown> {
  return readBack('Desk: chat 12', signal, () => Promise.reject(thrown as Error)).then(
    () => assert.fail('it was read'),
    (reason: unknown) => reason,
  );
}

describe('What was written is read back:', () => {
  it('what was read is the answer', async () => {
    assert.equal(await readBack('Desk: chat 12', never, async () => 7), 7);
  });

  for (const code of chatErrorCodes) {
    it(`${code} is a timeout, since something may have happened`, async () => {
      const cause = new ChatError(code, 'No.');
      const error = (await failure(never, cause)) as ChatError;
      assert.deepEqual([error.code, error.retryable, error.cause], ['timeout', true, cause]);
      assert.equal(error.message, 'Desk: chat 12 was written, and could not be read back.');
    });
  }

  it('the error keeps when to ask again, and what the backend calls it', async () => {
    const error = await failure(never, new ChatError('rate-limited', 'No.', { retryAfter: 30, backendCode: '429' }));
    assert.deepEqual([(error as ChatError).retryAfter, (error as ChatError).backendCode], [30, '429']);
  });

  it('an aborted call stays aborted, and ends with the error of a closed connection', async () => {
    const controller = new AbortController();
    controller.abort();
    const closed = new ChatError('unavailable', 'Closed.');
    assert.equal(await failure(controller.signal, controller.signal.reason), controller.signal.reason);
    assert.equal(await failure(controller.signal, closed), closed);
  });

  it('a mistake in the adapter stays one', async () => {
    const mistake = new RangeError('x');
    assert.equal(await failure(never, mistake), mistake);
  });
});
