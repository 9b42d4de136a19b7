/** `beforetoggle` of a popover of class `drop`: it follows a direction that may come by CSS only. */
export function followDirection({ currentTarget }: Event): void {
  const popover = currentTarget as HTMLElement;
  popover.classList.toggle('rtl', getComputedStyle(popover).direction === 'rtl');
}
