/** How the demo's pages look, kept for the next page. `public/first-paint.js` applies it before the first paint. */
export interface Look {
  readonly dark: boolean;
  readonly rtl: boolean;
}

const key = 'demo-look';

export function currentLook(): Look {
  const root = document.documentElement;
  return { dark: root.classList.contains('dark'), rtl: root.dir === 'rtl' };
}

export function setLook(look: Look): void {
  apply(look);
  try {
    localStorage.setItem(key, JSON.stringify(look));
  } catch {
    // Without storage the look lasts as long as the page.
  }
}

/** Follows what another tab chose. */
export function followLook(onChange: () => void): void {
  addEventListener('storage', (event) => {
    if (event.key !== key || event.newValue === null) return;
    apply(JSON.parse(event.newValue) as Look);
    onChange();
  });
}

function apply({ dark, rtl }: Look): void {
  const root = document.documentElement;
  root.classList.toggle('dark', dark);
  root.dir = rtl ? 'rtl' : 'ltr';
}
