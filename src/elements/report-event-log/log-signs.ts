import { html, type TemplateResult } from 'lit';
import type { ReportOutcome } from '../../contract/index.js';
import type { ReportDelivery } from '../../monitor/types.js';
import { icon } from '../shared/icon.js';
import { check } from '../shared/action-icons.js';
import { ban, circleQuestionMark, circleX, clock, hourglass, triangleAlert, type IconNode } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';

/** What colour means: all is well, somebody has to look, it went wrong. */
type Tone = 'good' | 'warning' | 'bad' | 'plain';

export const outcomeLooks: Readonly<Record<ReportOutcome, readonly [sign: IconNode, tone: Tone]>> = {
  performing: [hourglass, 'plain'],
  done: [check, 'good'],
  refused: [ban, 'plain'],
  failed: [triangleAlert, 'bad'],
  unknown: [circleQuestionMark, 'warning'],
};

export const deliveryLooks: Readonly<Record<ReportDelivery, readonly [sign: IconNode, tone: Tone]>> = {
  waiting: [clock, 'plain'],
  delivered: [check, 'good'],
  refused: [circleX, 'bad'],
};

export function outcomeSign(outcome: ReportOutcome, texts: Texts): TemplateResult {
  const [sign, tone] = outcomeLooks[outcome];
  return html`<span class="sign ${tone}">${icon(sign)}</span><span>${texts.t(`log.outcome.${outcome}`)}</span>`;
}

export function deliverySign(delivery: ReportDelivery, texts: Texts): TemplateResult {
  const [sign, tone] = deliveryLooks[delivery];
  return html`<span class="sign ${tone}">${icon(sign)}</span><span>${texts.t(`log.delivery.${delivery}`)}</span>`;
}
