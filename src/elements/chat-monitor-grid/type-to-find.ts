import type { ChatView } from '../../monitor/view/chat-view.js';
import { fold } from './chat-filter.js';

/** Letters that follow each other within this time are one text, ms. */
const pause = 1000;

/** What finding needs of the rows. */
export type FoundRows = Pick<ChatView, 'length' | 'at' | 'isGhost'>;

/** Finds the chat whose requester's name, or else its id, begins with what is typed. */
export class TypeToFind {
  /** What has been typed so far, and whether nothing begins with it. */
  text = '';
  missed = false;
  #until = 0;
  #takenBack = false;

  /** Takes a key, if it is one to type with. A space is one only within a text. */
  take(event: KeyboardEvent): boolean {
    const { key, timeStamp } = event;
    if (timeStamp >= this.#until) {
      this.text = '';
      this.missed = false;
    }
    if (!isPlain(event)) return false;
    if (key === 'Backspace' || key === ' ') {
      if (this.text === '') return false;
    } else if ([...key].length > 1) return false;
    this.#until = timeStamp + pause;
    this.#takenBack = key === 'Backspace';
    this.text = this.#takenBack ? [...this.text].slice(0, -1).join('') : this.text + key;
    return true;
  }

  /** The index of the next one from the `active` row on, and around; -1 where there is none. */
  find(rows: FoundRows, active: number): number {
    const letters = [...fold(this.text)];
    const [first = ''] = letters;
    // The same letter again goes on to the next one.
    const again = letters.every((letter) => letter === first);
    const wanted = again ? first : letters.join('');
    const start = active + (again && !this.#takenBack ? 1 : 0);
    let byId = -1;
    if (wanted === '') return active;
    for (let step = 0; step < rows.length; step += 1) {
      const index = (start + step) % rows.length;
      const chat = rows.at(index);
      if (!chat) continue;
      const byName = begins(chat.requester.name, wanted);
      if (!byName && (byId >= 0 || !begins(chat.id, wanted))) continue;
      if (rows.isGhost(chat.id)) continue;
      if (byName) return index;
      byId = index;
    }
    return byId;
  }
}

/** Without a modifier; AltGr is one on some systems, and types letters. */
function isPlain(event: KeyboardEvent): boolean {
  const { ctrlKey, altKey, metaKey, shiftKey, key, isComposing } = event;
  if (isComposing || (shiftKey && key === ' ')) return false;
  return !(ctrlKey || altKey || metaKey) || event.getModifierState('AltGraph');
}

/** What a code unit at the beginning of a text becomes: one table serves all names. */
const folded = new Map<number, string>();

/** `wanted` is folded already. Almost all names are told by their first letter. */
function begins(text: string, wanted: string): boolean {
  const code = text.charCodeAt(0);
  let first = folded.get(code);
  if (first === undefined) folded.set(code, (first = fold(text.charAt(0)).charAt(0)));
  if (first !== '' && first !== wanted.charAt(0)) return false;
  // A letter has three accents at most.
  return fold(text.slice(0, wanted.length * 4)).startsWith(wanted);
}
