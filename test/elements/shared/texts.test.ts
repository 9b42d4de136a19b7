import { expect } from '@open-wc/testing';
import { Texts } from '../../../src/elements/shared/texts/texts.js';

describe('Texts', () => {
  const texts = new Texts('en');

  it('writes spans of time short, and never negative', () => {
    expect(texts.duration(0)).to.equal('0:00');
    expect(texts.duration(252_999)).to.equal('4:12');
    expect(texts.duration(3_723_000)).to.equal('1:02:03');
    expect(texts.duration(49 * 3_600_000)).to.equal('49:00:00');
    expect(texts.duration(-5000)).to.equal('0:00');
    expect(texts.duration(Number.NaN)).to.equal('0:00');
  });

  it('chooses the plural', () => {
    expect(texts.t('grid.count', 1)).to.equal('1 chat');
    expect(texts.t('grid.count', 1234)).to.equal('1,234 chats');
  });

  it('takes the place of single texts, with the formats of their language', () => {
    const german = new Texts('de', {
      'grid.count': (count, n) => n.plural(count, { one: '# Chat', other: '# Chats' }),
    });
    expect(german.t('grid.count', 1234)).to.equal('1.234 Chats');
    expect(german.t('grid.label')).to.equal('Chats');
  });

  it('stays English as a whole where only the page is in another language', () => {
    expect(new Texts('de').number(1234)).to.equal('1,234');
    expect(new Texts('en-IN').locale).to.equal('en-IN');
  });

  it('takes any `lang` that a page may have', () => {
    for (const lang of ['', 'x', 'not a language', 'zz-ZZ', 'en_US'])
      expect(new Texts(lang, {}).number(1)).to.equal('1');
  });

  it('says when something was', () => {
    const noon = new Date(2026, 0, 5, 12, 0).getTime();
    expect(texts.time(noon, noon + 60_000)).to.match(/^12:00\sPM$/);
    expect(texts.time(noon, noon + 86_400_000 * 2)).to.contain('1/5/26');
  });
});
