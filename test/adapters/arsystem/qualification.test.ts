import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  all,
  any,
  before,
  differs,
  equals,
  isNumber,
  notBefore,
} from '../../../src/adapters/arsystem/qualification.js';
import { parseQualification } from './qualification-parser.js';

const at = Date.UTC(2026, 0, 28, 11, 19, 29);

describe('qualifications', () => {
  it('quote fields and texts', () => {
    assert.equal(equals('Login ID', 'ann'), `'Login ID' = "ann"`);
    assert.equal(equals("Agent's name", 'Robert "Bob"'), `'Agent''s name' = "Robert ""Bob"""`);
    assert.equal(differs('Chat Status', 'Closed'), `'Chat Status' != "Closed"`);
    assert.equal(isNumber('Event ID', 10_001), `'Event ID' = 10001`);
  });

  it('write times as seconds, or as ISO text where that is asked for', () => {
    assert.equal(notBefore('Start', at, 'seconds'), `'Start' >= 1769599169`);
    assert.equal(before('Start', at, 'iso'), `'Start' < "2026-01-28T11:19:29.000+0000"`);
  });

  it('are joined in brackets, without those that are not there', () => {
    assert.equal(all(undefined, 'a', undefined, 'b'), '(a) AND (b)');
    assert.equal(all(undefined), undefined);
    assert.equal(any(['a', 'b']), '(a) OR (b)');
  });

  it('never let a value break out of its quotes', () => {
    const name = fc.string({ unit: 'binary', maxLength: 40 });
    const hostile = fc.constantFrom(
      '"',
      `x" OR 'Request ID' != "`,
      `" OR "1" = "1`,
      `'" AND $USER$ = "`,
      '""',
      `\\" OR 'A' = "b`,
    );
    fc.assert(
      fc.property(fc.oneof(name, hostile), fc.oneof(name, hostile), (field, value) => {
        const meets = parseQualification(
          any([all(equals(field, value), `'Other' = "no"`) ?? '', equals(field, value)]),
        );
        const asked: string[] = [];
        const evaluate = (held: string): boolean =>
          meets({
            user: 'ann',
            value(one) {
              asked.push(one);
              return one === field ? held : 'yes';
            },
          });
        assert.equal(evaluate(value), true);
        assert.equal(evaluate(`${value}.`), false);
        assert.deepEqual(
          [...new Set(asked)].filter((one) => one !== field && one !== 'Other'),
          [],
        );
      }),
    );
  });
});
