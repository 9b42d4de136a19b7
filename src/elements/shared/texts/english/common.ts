/** Texts that several elements use. */
export const commonTexts = {
  'common.cancel': 'Cancel',
  'common.retry': 'Try again',
  'common.loading': 'Loading…',
  'common.dismiss': 'Dismiss',
  'common.none': '–',
  'common.you': 'you',

  'status.pending': 'Pending',
  'status.assigned': 'Assigned',
  'status.transferred': 'Transferred',
  'status.closed': 'Closed',

  'sla.warning': 'close to the limit',
  'sla.breach': 'over the limit',
};
