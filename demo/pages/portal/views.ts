const first = 'monitoring';

/** Shows the part of the portal that the address names (`#tickets`), by default the monitoring. */
export function startViews(): void {
  addEventListener('hashchange', showView);
  showView();
}

function showView(): void {
  const name = location.hash.slice(1);
  if (name === 'main') return;
  const target = document.getElementById(`view-${name}`) ?? document.getElementById(`view-${first}`);
  document.querySelectorAll<HTMLElement>('.view').forEach((view) => {
    view.hidden = view !== target;
  });
  const shown = target?.id.slice('view-'.length);
  document.querySelectorAll<HTMLAnchorElement>('.side-nav a').forEach((link) => {
    if (link.hash === `#${shown}`) {
      link.setAttribute('aria-current', 'page');
      document.title = `${link.textContent.trim()} · Tidewell Service Portal`;
    } else {
      link.removeAttribute('aria-current');
    }
  });
}
