// A step or a new prompt swaps only the lanes, so this marks the example whose prompt is in the address and scrolls it into view.

function mark() {
  const prompt = new URLSearchParams(location.search).get('prompt');
  document.querySelectorAll('[data-example]').forEach((link) => {
    if (link.dataset.example === prompt) {
      link.setAttribute('aria-current', 'true');
      const list = link.closest('ul');
      list.scrollLeft = link.offsetLeft - list.firstElementChild.offsetLeft;
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

mark();
document.addEventListener('htmx:pushedIntoHistory', mark);
document.addEventListener('htmx:replacedInHistory', mark);
