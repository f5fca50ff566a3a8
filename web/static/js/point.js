// Pointing at a token, with the mouse or the focus, marks it wherever it is shown: in the table, on the strip, in the charts.

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

/** The rows of a table are one stop of the Tab key; up and down go from one to the next. */
document.addEventListener('keydown', (event) => {
  const row = event.target.closest?.('.candidate[id]');
  const next = row && { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (next?.id) {
    event.preventDefault();
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
});
