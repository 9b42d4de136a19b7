/** Weekday and date of an epoch time in ms. */
export const dayText = textOf({ dateStyle: 'full' });

/** Date, time to the second and time zone of an epoch time in ms. */
export const fullTimeText = textOf({ dateStyle: 'medium', timeStyle: 'long' });

/** Formats are made once per language: that takes its time. */
function textOf(options: Intl.DateTimeFormatOptions): (epoch: number, locale: string) => string {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (epoch, locale) => {
    let format = formats.get(locale);
    if (!format) formats.set(locale, (format = new Intl.DateTimeFormat(locale, options)));
    return format.format(epoch);
  };
}
