import { html, nothing, type TemplateResult } from 'lit';
import type { MonitorFault } from '../../monitor/types.js';
import { icon } from '../shared/icon.js';
import { triangleAlert } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';

/** Of so many the details are listed. */
const listed = 5;

/** Says that records were set aside, or could not be saved; a click says which. */
export function faultsNote(faults: readonly MonitorFault[], texts: Texts): TemplateResult {
  const ofStore = ({ what }: MonitorFault): boolean => what === 'report-store';
  const unsaved = faults.filter(ofStore);
  const malformed = faults.filter((fault) => !ofStore(fault));
  return html`${note('faults', texts.t('connection.faults', malformed.length), malformed)}
  ${note('unsaved', texts.t('connection.unsaved', unsaved.length), unsaved)}`;
}

function note(id: string, text: string, faults: readonly MonitorFault[]): TemplateResult | typeof nothing {
  if (faults.length === 0) return nothing;
  return html`<button class="link faults" type="button" popovertarget=${id}>${icon(triangleAlert)} ${text}</button>
    <div class="popover faults-list" id=${id} popover>
      <ul>
        ${faults
          .slice(-listed)
          .reverse()
          .map(
            ({ what, id: record, path, message }) =>
              html`<li>
                <bdi class="strong">${[what, record, path].filter((part) => part !== undefined).join(' · ')}</bdi
                ><bdi class="muted">${message}</bdi>
              </li>`,
          )}
      </ul>
    </div>`;
}
