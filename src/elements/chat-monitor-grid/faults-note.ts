import { html, nothing, type TemplateResult } from 'lit';
import type { MonitorFault } from '../../monitor/types.js';
import { icon } from '../shared/icon.js';
import { triangleAlert } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';

/** Of so many the details are listed. */
const listed = 5;

/** Says that records were set aside; a click says which. */
export function faultsNote(faults: readonly MonitorFault[], texts: Texts): TemplateResult | typeof nothing {
  if (faults.length === 0) return nothing;
  return html`<button class="link faults" type="button" popovertarget="faults">
      ${icon(triangleAlert)} ${texts.t('connection.faults', faults.length)}
    </button>
    <div class="popover faults-list" id="faults" popover>
      <ul>
        ${faults
          .slice(-listed)
          .reverse()
          .map(
            ({ what, id, path, message }) =>
              html`<li>
                <bdi class="strong">${[what, id, path].filter((part) => part !== undefined).join(' · ')}</bdi
                ><bdi class="muted">${message}</bdi>
              </li>`,
          )}
      </ul>
    </div>`;
}
