import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { ChatError, isChatError } from '../../src/contract/index.js';

test('an error of the contract is one whichever copy of the class made it, in another frame too', () => {
  assert.ok(isChatError(new ChatError('unauthenticated', 'The sign-in is over.')));
  const foreign: unknown = vm.runInNewContext(
    `Object.assign(new Error('The sign-in is over.'), { name: 'ChatError', code: 'unauthenticated' })`,
  );
  assert.ok(!(foreign instanceof Error));
  assert.ok(isChatError(foreign));
});

test('nothing else is an error of the contract', () => {
  const others: readonly unknown[] = [
    undefined,
    null,
    'ChatError',
    new Error('no code'),
    Object.assign(new Error('no such code'), { name: 'ChatError', code: 'gone' }),
    { name: 'ChatError', code: 'unauthenticated', message: 'no error' },
  ];
  for (const other of others) assert.ok(!isChatError(other));
});
