// A link to the glossary opens the definition in place if the page contains it; otherwise it leads to the glossary.

const GAP = 6;

/** Places the box below the link, or above it if there is no room. On phones the style sheet places it. */
function place(box, link) {
  const [line] = link.getClientRects();
  const below = line.bottom + GAP + box.offsetHeight <= window.innerHeight;
  const top = below ? line.bottom + GAP : Math.max(GAP, line.top - GAP - box.offsetHeight);
  const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - box.offsetWidth - GAP));
  box.style.setProperty('--meaning-top', `${top + window.scrollY}px`);
  box.style.setProperty('--meaning-left', `${left + window.scrollX}px`);
}

/** Pressing a term whose definition is open closes it; the click that follows must not open it again. */
let closed = null;
let opener = null;
document.addEventListener('pointerdown', (event) => {
  const link = event.target.closest('[data-term]');
  closed = link && document.getElementById(`term-${link.dataset.term}`)?.matches(':popover-open') ? link : null;
}, true);

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-term]');
  const box = link && document.getElementById(`term-${link.dataset.term}`);
  if (!box?.showPopover || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (closed === link && event.detail > 0) {
    if (box.matches(':popover-open')) box.hidePopover();
    return;
  }
  link.focus({ preventScroll: true });
  opener = link;
  box.showPopover();
  place(box, link);
  box.focus({ preventScroll: true });
});

/** The Tab key stays in an open definition, and Escape leads back to the link that opened it. */
document.addEventListener('keydown', (event) => {
  const box = event.target.closest?.('.meaning');
  if (!box?.matches(':popover-open')) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    box.hidePopover();
    opener?.focus({ preventScroll: true });
  } else if (event.key === 'Tab') {
    const places = [...box.querySelectorAll('a[href], button')];
    const [first, last] = [places[0], places[places.length - 1]];
    const from = event.shiftKey ? [box, first] : [last];
    if (!from.includes(event.target)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
});
