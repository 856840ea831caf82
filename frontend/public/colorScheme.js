/**
 * Sets light or dark before anything is drawn, so that the page does not flash. A file of its own:
 * the content security policy allows no script inside the page. The key is the one that the app's
 * theme (src/shell/theme.ts) stores the choice under.
 */
(() => {
  const chosen = localStorage.getItem('compass-color-scheme');
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
})();
