import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EventParser, sizeLimit, type ServerSentEvent } from '../../../src/adapters/http/event-parser.js';

function parse(...pieces: readonly string[]): ServerSentEvent[] {
  const parser = new EventParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

function cut(text: string, at: readonly number[]): string[] {
  const places = [0, ...at.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => text.slice(places[index], place));
}

describe('EventParser', () => {
  const cases: readonly (readonly [string, string, readonly ServerSentEvent[]])[] = [
    ['an event', 'event: changes\ndata: {}\n\n', [{ name: 'changes', data: '{}' }]],
    ['no name', 'data: 1\n\n', [{ name: 'message', data: '1' }]],
    [
      'a name for one event only',
      'event: a\ndata: 1\n\ndata: 2\n\n',
      [
        { name: 'a', data: '1' },
        { name: 'message', data: '2' },
      ],
    ],
    ['CRLF', 'event: a\r\ndata: 1\r\n\r\n', [{ name: 'a', data: '1' }]],
    ['several data lines', 'data: 1\ndata\ndata:  3\n\n', [{ name: 'message', data: '1\n\n 3' }]],
    ['comments, id and retry', ': hello\nid: 4\nretry: 5\ndata: 1\n:\n\n', [{ name: 'message', data: '1' }]],
    ['a name without data', 'event: a\n\ndata: 1\n\n', [{ name: 'message', data: '1' }]],
    ['an unfinished event', 'data: 1\n', []],
    [
      'other line separators as text',
      'data: 1\u2028\u0085\u000b2\n\n',
      [{ name: 'message', data: '1\u2028\u0085\u000b2' }],
    ],
  ];
  for (const [name, text, events] of cases) {
    it(`reads ${name}`, () => assert.deepEqual(parse(text), events));
  }

  it('gives the same events wherever the text is cut', () => {
    const line = fc.constantFrom(
      'event: a',
      'event:b',
      'data: {"x":1}',
      'data:',
      'data',
      'data: é😀',
      ': c',
      'id: 1',
      '',
    );
    const text = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 30 })
      .map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 20 }), (whole, places) => {
        assert.deepEqual(parse(...cut(whole, places)), parse(whole));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every event that was written, wherever the text is cut', () => {
    const end = fc.constantFrom('\n', '\r\n');
    const written = fc.array(
      fc.record({ name: fc.stringMatching(/^[a-z]{1,5}$/), data: fc.json() }, { noNullPrototype: true }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(written, end, fc.array(fc.nat(), { maxLength: 20 }), (events, eol, places) => {
        const whole = events.map(({ name, data }) => `event: ${name}${eol}data: ${data}${eol}${eol}`).join('');
        assert.deepEqual(parse(...cut(whole, places)), events);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses an event beyond the limit, in one piece or in many', () => {
    const protocol = { name: 'ChatError', code: 'protocol' };
    assert.throws(() => parse('data: ' + 'x'.repeat(sizeLimit)), protocol);
    const piece = 'x'.repeat(1024 * 1024);
    assert.throws(() => parse('data: ', ...Array.from({ length: 16 }, () => piece)), protocol);
    const lines = `data: ${piece}\n`;
    assert.throws(() => parse(...Array.from({ length: 16 }, () => lines)), protocol);
  });

  it('reads events that are beyond the limit only together', () => {
    const event = `data: ${'x'.repeat(1024 * 1024)}\n\n`;
    assert.equal(parse(...Array.from({ length: 20 }, () => event)).length, 20);
  });

  it('reads an event just under the limit', () => {
    const [event] = parse('data:' + 'x'.repeat(sizeLimit - 5), '\n\n');
    assert.equal(event?.data.length, sizeLimit - 5);
  });
});
