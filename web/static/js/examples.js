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

/** The examples keep the lanes as they are by now, except those that bring their own. */
function keep() {
  const kept = document.getElementById('lab')?.dataset.kept;
  document.querySelectorAll('[data-alone]').forEach((link) => (link.href = link.dataset.alone + (kept ? `&${kept}` : '')));
}

document.addEventListener('htmx:afterSwap', keep);
document.addEventListener('htmx:historyRestore', keep);

mark();
document.addEventListener('htmx:pushedIntoHistory', mark);
document.addEventListener('htmx:replacedInHistory', mark);
