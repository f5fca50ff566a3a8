// Marks in the contents which section is being read, and among the links that set a widget those whose state it is in.

const wide = window.matchMedia('(min-width: 73rem)');
const links = () => [...document.querySelectorAll('[data-contents]')];
const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

/** The section that is being read is the last one whose heading is in the upper part of the window; above the first, it is the first. */
function markSection() {
  const all = links();
  if (all.length === 0) return;
  const now = all.filter((link) => target(link).getBoundingClientRect().top < window.innerHeight * 0.4).pop() ?? all[0];
  all.forEach((link) => (link === now ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
  document.querySelector('[data-contents-now]').textContent = now.dataset.contents;
}

let headings;
function watch() {
  headings?.disconnect();
  headings = new IntersectionObserver(markSection, { rootMargin: '0px 0px -60% 0px' });
  links().forEach((link) => headings.observe(target(link)));
  markSection();
}

/** A browser that cannot show what is folded unfolds the contents where they have a column of their own. */
function unfold() {
  const fold = document.getElementById('contents-fold');
  if (fold && !CSS.supports('selector(::details-content)')) fold.open = wide.matches;
}

document.addEventListener('click', ({ target: place }) => {
  if (place.closest('[data-contents]') && !wide.matches) document.getElementById('contents-fold').open = false;
});

function markHandles() {
  document.querySelectorAll('[data-sets]').forEach((link) => {
    const shown = document.querySelector(`[data-state-of="${CSS.escape(link.dataset.sets)}"]`);
    if (shown?.dataset.now === link.dataset.to) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
}

/** A link that has set a widget shows it, from its head on; if the link is then out of sight, the focus goes to the widget. */
function showSet({ detail: { elt, requestConfig } }) {
  const link = requestConfig?.elt ?? elt;
  const widget = link.matches?.('[data-sets]') && document.getElementById(link.dataset.sets);
  if (!widget) return;
  const { top, bottom } = widget.getBoundingClientRect();
  if (top >= 0 && top <= window.innerHeight - 48) return;
  widget.scrollIntoView({ block: bottom - top > window.innerHeight - 96 ? 'start' : 'nearest' });
  const place = link.getBoundingClientRect();
  if (document.activeElement !== link || (place.bottom > 48 && place.top < window.innerHeight)) return;
  widget.tabIndex = -1;
  widget.focus({ preventScroll: true });
}

function start() {
  unfold();
  watch();
}
start();
wide.addEventListener('change', unfold);
document.addEventListener('htmx:historyRestore', start);
document.addEventListener('htmx:afterSwap', markHandles);
document.addEventListener('htmx:afterSettle', showSet);
