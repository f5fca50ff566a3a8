// A step or a new prompt swaps only the lanes, so this marks the example whose prompt is in the address.

function mark() {
  const prompt = new URLSearchParams(location.search).get('prompt');
  document.querySelectorAll('[data-example]').forEach((link) => {
    if (link.dataset.example === prompt) {
      link.setAttribute('aria-current', 'true');
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

mark();
document.addEventListener('htmx:pushedIntoHistory', mark);
document.addEventListener('htmx:replacedInHistory', mark);

/** The list of examples closes like a menu: on Escape, and on a click anywhere else. */
const menu = () => document.querySelector('.tries[open]');
document.addEventListener('click', (event) => {
  if (menu() && !menu().contains(event.target)) menu().open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu()) return;
  const button = menu().querySelector('summary');
  menu().open = false;
  button.focus();
});
