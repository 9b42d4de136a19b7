// Runs before the first paint, so that a page never flashes in the other look. Keys and classes: shared/look.ts.
(() => {
  const { documentElement: root } = document;
  let look = {};
  try {
    look = JSON.parse(localStorage.getItem('demo-look')) ?? {};
  } catch {
    // No storage, or not ours: the defaults do.
  }
  const dark = look.dark ?? matchMedia('(prefers-color-scheme: dark)').matches;
  root.classList.toggle('dark', dark);
  if (look.rtl) root.dir = 'rtl';
})();
