import { html, nothing, type TemplateResult } from 'lit';
import type { ReportEvent } from '../../contract/index.js';
import type { ReportEntry } from '../../monitor/types.js';
import type { Texts } from '../shared/texts/texts.js';
import { fullTimeText } from './log-times.js';

type Detail = readonly [label: string, value: string | undefined];

/** Every field of a record that it has, by name. */
export function recordDetails(entry: ReportEntry, requester: string | undefined, texts: Texts): TemplateResult {
  return html`<dl>
    ${detailsOf(entry, requester, texts).map(([label, value]) =>
      value === undefined || value === ''
        ? nothing
        : html`<div>
            <dt class="muted">${label}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
    )}
  </dl>`;
}

function detailsOf({ event, attempts, reason }: ReportEntry, requester: string | undefined, texts: Texts): Detail[] {
  const { form, startedAt, endedAt, receivedAt } = event;
  const time = (epoch: number | undefined): string | undefined =>
    epoch === undefined ? undefined : fullTimeText(epoch, texts.locale);
  return [
    [texts.t('log.detail.started'), time(startedAt)],
    [texts.t('log.detail.ended'), time(endedAt)],
    [texts.t('log.detail.duration'), endedAt === undefined ? undefined : texts.t('log.seconds', endedAt - startedAt)],
    [texts.t('log.detail.received'), time(receivedAt)],
    [texts.t('log.column.event'), nameAndId({ name: form.event, id: String(form.eventId) })],
    [texts.t('log.command'), texts.t(`log.command.${event.command}`)],
    [texts.t('log.detail.requester'), requester],
    [texts.t('log.column.chat'), event.chatId],
    [texts.t('log.column.actor'), nameAndId(event.actor)],
    [texts.t('log.detail.from'), nameAndId(event.from)],
    [texts.t('log.detail.to'), nameAndId(event.to)],
    [texts.t('log.detail.note'), event.note],
    [texts.t('log.detail.error'), errorOf(event)],
    [texts.t('log.detail.company'), form.company],
    [texts.t('log.detail.region'), form.region],
    ...[form.filter1, form.filter2, form.filter3].map((value, index): Detail => [
      texts.t('log.detail.filter', index + 1),
      value,
    ]),
    [texts.t('log.detail.attempts'), attempts > 0 ? texts.number(attempts) : undefined],
    [texts.t('log.detail.reason'), reason],
    [texts.t('log.detail.id'), event.id],
  ];
}

function nameAndId(named: { readonly name: string; readonly id: string } | undefined): string | undefined {
  return named && `${named.name} (${named.id})`;
}

function errorOf({ errorCode, backendErrorCode }: ReportEvent): string | undefined {
  const codes = [errorCode, backendErrorCode].filter((code) => code !== undefined);
  return codes.length > 0 ? codes.join(', ') : undefined;
}
