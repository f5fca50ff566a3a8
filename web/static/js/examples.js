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
