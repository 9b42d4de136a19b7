import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-monitor-grid.js';
import '../../../src/define/chat-monitor.js';
import type { ChatMonitorElement } from '../../../src/elements/chat-monitor/chat-monitor.js';
import { sharedEnglish } from '../../../src/elements/shared/texts/english.js';
import { actionTexts } from '../../../src/elements/shared/texts/english/actions.js';
import { agentTexts } from '../../../src/elements/shared/texts/english/agents.js';
import { assignTexts } from '../../../src/elements/shared/texts/english/assign.js';
import { columnTexts } from '../../../src/elements/shared/texts/english/columns.js';
import { connectionTexts } from '../../../src/elements/shared/texts/english/connection.js';
import { myChatsTexts } from '../../../src/elements/shared/texts/english/my-chats.js';
import { offerTexts } from '../../../src/elements/shared/texts/english/offers.js';
import { pickingTexts } from '../../../src/elements/shared/texts/english/picking.js';
import { reportLogTexts } from '../../../src/elements/shared/texts/english/report-log.js';
import { scopeTexts } from '../../../src/elements/shared/texts/english/scope.js';
import { transcriptTexts } from '../../../src/elements/shared/texts/english/transcript.js';
import { worksTexts } from '../../../src/elements/shared/texts/english/works.js';
import { Texts, type MessageKey, type Messages } from '../../../src/elements/shared/texts/texts.js';
import { locale, messages } from '../../../src/locales/de.js';
import { textOf } from '../../harness/page-floor.js';
import { GridHarness } from '../chat-monitor-grid/chat-monitor-grid.harness.js';
import { longSeed, variedSeed } from '../chat-monitor-grid/seeds.js';
import { messageSamples } from './message-samples.js';

const english: Messages = {
  ...sharedEnglish,
  ...actionTexts,
  ...agentTexts,
  ...assignTexts,
  ...columnTexts,
  ...connectionTexts,
  ...myChatsTexts,
  ...offerTexts,
  ...pickingTexts,
  ...reportLogTexts,
  ...scopeTexts,
  ...transcriptTexts,
  ...worksTexts,
};
const keys = Object.keys(english) as MessageKey[];

/** The German word is the English one, or there is no word. */
const sameInBoth: ReadonlySet<MessageKey> = new Set<MessageKey>([
  'common.none',
  'connection.offline',
  'grid.label',
  'grid.column.status',
  'grid.column.agent',
  'agents.label',
  'agents.column.name',
  'agents.column.status',
  'agents.column.load',
  'assign.tab.agents',
  'log.column.chat',
  'log.detail.region',
  'assign.subject',
  'transcript.kind.agent',
  'transcript.kind.system',
]);

/** As `sameInBoth`, but the numbers are written otherwise. */
const sameUpToNumbers: ReadonlySet<MessageKey> = new Set<MessageKey>(['grid.count', 'agents.count', 'log.seconds']);

type Arguments = readonly (string | number | undefined)[];

/** All sentences that a text can be, with the arguments of each. */
function sentences(texts: Texts, key: MessageKey, change: (argument: string) => string = (same) => same) {
  const untyped = texts as { t(key: MessageKey, ...args: Arguments): string };
  const samples: Partial<Record<MessageKey, readonly Arguments[]>> = messageSamples;
  return (samples[key] ?? [[]]).map((sample) => {
    const args = sample.map((each) => (typeof each === 'string' ? change(each) : each));
    return { args, text: untyped.t(key, ...args) };
  });
}

describe('German', () => {
  const inGerman = new Texts('de', messages);
  const inEnglish = new Texts('en', english);

  it('has every text, and no other', () => {
    expect(Object.keys(messages)).to.have.members(keys);
    for (const key of keys) expect(typeof messages[key], key).to.equal(typeof english[key]);
  });

  it('has words of its own for every text', () => {
    for (const key of keys) {
      const originals = sentences(inEnglish, key);
      for (const [index, { args, text }] of sentences(inGerman, key).entries()) {
        const about = `${key}(${args.join(', ')})`;
        expect(text.trim(), about).not.to.equal('');
        expect(text, about).not.to.match(/undefined|NaN|#/);
        if (sameInBoth.has(key)) expect(text, about).to.equal(originals[index]!.text);
        else if (!sameUpToNumbers.has(key)) expect(text, about).not.to.equal(originals[index]!.text);
      }
    }
  });

  it('says all that the English says', () => {
    for (const key of keys) {
      const originals = sentences(inEnglish, key);
      for (const [index, { args, text }] of sentences(inGerman, key).entries()) {
        for (const argument of args) {
          if (typeof argument === 'string') expect(text, key).to.include(argument);
          // A span of time is not written as its number.
          if (typeof argument !== 'number' || !originals[index]!.text.includes(inEnglish.number(argument))) continue;
          expect(text, key).to.include(inGerman.number(argument));
        }
      }
    }
  });

  it('isolates names where the English does', () => {
    const isolated = (texts: Texts, key: MessageKey): number[] =>
      sentences(texts, key, (name) => `\u05d0${name}`).map(({ text }) => text.split('\u2068').length - 1);
    for (const key of keys) expect(isolated(inGerman, key), key).to.deep.equal(isolated(inEnglish, key));
  });

  it('chooses the plural', () => {
    expect(inGerman.t('grid.count', 1)).to.equal('1 Chat');
    expect(inGerman.t('transcript.new', 1)).to.equal('1 neue Nachricht');
    expect(inGerman.t('transcript.new', 1234)).to.equal('1.234 neue Nachrichten');
    expect(inGerman.t('failure.rate-limited', 900)).to.contain('in 1 Sekunde erneut');
    expect(inGerman.t('attention.detail', 1, 2)).to.equal('1 bittet um Hilfe und 2 sind über dem Zeitlimit');
  });
});

describe('German in the page', () => {
  async function open(seed: ReturnType<typeof longSeed>, properties: Partial<ChatMonitorElement>, lang = '') {
    const element = await fixture<ChatMonitorElement>(
      html`<chat-monitor lang=${lang}><chat-monitor-grid></chat-monitor-grid></chat-monitor>`,
    );
    const adapter = createMemoryBackend(seed).adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    Object.assign(element, properties, { adapter });
    return new GridHarness(element.querySelector('chat-monitor-grid')!);
  }

  it('takes the language of the page', async () => {
    const grid = await open(longSeed(1234), { messages }, 'de');
    await grid.ready();
    expect(textOf(grid.header('requester'))).to.equal('Kontakt und Anliegen');
    expect(textOf(grid.header('queueTime'))).to.equal('Wartezeit');
    expect(grid.search.placeholder).to.equal('Chats durchsuchen');
    expect(grid.facts).to.equal('1.234 Chats');
    await expect(grid.element).to.be.accessible();
  });

  it('is given with its locale', async () => {
    const grid = await open(longSeed(1234), locale);
    await grid.ready();
    expect(grid.facts).to.equal('1.234 Chats');
  });

  it('leaves the last word to the page', async () => {
    const own: Messages = { ...messages, 'grid.column.queueTime': 'Wartet seit' };
    const grid = await open(variedSeed(), { messages: own }, 'de');
    await grid.ready(5);
    await waitUntil(() => textOf(grid.header('queueTime')) === 'Wartet seit');
    expect(textOf(grid.header('sessionTime'))).to.equal('Chatzeit');
    expect(grid.text('Fred Fresh', 'status')).to.equal('Wartend');
  });
});
