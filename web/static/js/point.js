// Pointing at a token, or moving the focus to it, highlights it everywhere: in the table, on the strip and in the charts.

const shown = '[data-points], .candidate[id]';
const rowId = (place) => place.dataset.points ?? place.id;

const point = (id) => document.dispatchEvent(new CustomEvent('point', { detail: id }));

for (const entering of ['mouseover', 'focusin']) {
  document.addEventListener(entering, (event) => {
    const place = event.target.closest?.(shown) ?? event.target.querySelector?.(':scope > [data-points]');
    if (place) point(rowId(place));
  });
}
for (const leaving of ['mouseout', 'focusout']) {
  document.addEventListener(leaving, (event) => {
    if (event.target.closest?.(shown)) point('');
  });
}

document.addEventListener('point', (event) => {
  document.querySelectorAll('[data-pointed]').forEach((place) => place.removeAttribute('data-pointed'));
  if (!event.detail) return;
  const id = CSS.escape(event.detail);
  document.querySelectorAll(`#${id}, [data-points="${id}"]`).forEach((place) => place.setAttribute('data-pointed', ''));
});

/** Of the links and buttons of a table, the Tab key reaches only those of the row that it stops at; without this script, all of them. */
function leaveOut(row) {
  row.querySelectorAll('.why, .choose').forEach((control) => control.setAttribute('tabindex', row.tabIndex));
}
document.addEventListener('htmx:load', ({ detail: { elt } }) => elt.querySelectorAll('.candidate[id]').forEach(leaveOut));

/** The Tab key stops once per table; the up and down arrows, Home and End move between its rows, and Enter opens the row's link. */
document.addEventListener('keydown', (event) => {
  const row = event.target.closest?.('.candidate[id]');
  if (event.key === 'Enter' && event.target === row) row.querySelector('.why')?.click();
  const rows = row && [...row.parentElement.querySelectorAll('.candidate[id]')];
  const next = row && { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: rows[0], End: rows[rows.length - 1] }[event.key];
  if (next?.id) {
    event.preventDefault();
    row.tabIndex = -1;
    next.tabIndex = 0;
    [row, next].forEach(leaveOut);
    next.focus();
  }
});
