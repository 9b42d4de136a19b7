import { expect } from '@open-wc/testing';
import { inlineName } from '../../../src/elements/shared/texts/inline-name.js';

describe('inlineName', () => {
  it('leaves an ordinary name as it is', () => {
    expect(inlineName('Jo Park')).to.equal('Jo Park');
  });

  it('isolates a name that is written from right to left', () => {
    expect(inlineName('דנה')).to.equal('\u2068דנה\u2069');
  });

  it('takes out what would turn the words around it', () => {
    expect(inlineName('a\u202eb\u2069c')).to.equal('\u2068abc\u2069');
  });

  it('cuts a name that is longer than a sentence bears, between characters', () => {
    expect(inlineName('x'.repeat(10_000))).to.equal(`${'x'.repeat(80)}…`);
    expect(inlineName(`${'x'.repeat(79)}😀😀`)).to.equal(`${'x'.repeat(79)}…`);
  });
});
