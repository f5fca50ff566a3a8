// Announces changes to screen readers, each sentence once, in one live region that is never swapped.

const region = document.getElementById('said');
const PAUSE = 1000;
const waiting = new Map();
let timer = 0;
let last = -PAUSE;

/** Announces all waiting sentences together, because a region that changes too fast would lose some of them. */
function flush() {
  timer = 0;
  last = performance.now();
  const sentence = document.createElement('span'); // a new element each time, so that a repeated sentence is announced again
  sentence.textContent = [...waiting.values()].join(' ');
  waiting.clear();
  region.replaceChildren(sentence);
}

/** Queues a sentence; it replaces a waiting one about the same subject. */
function say(about, sentence) {
  waiting.delete(about);
  waiting.set(about, sentence);
  timer ||= setTimeout(flush, Math.max(50, last + PAUSE - performance.now()));
}

document.addEventListener('htmx:load', ({ detail: { elt } }) => {
  if (elt === document.body) return;
  [elt, ...elt.querySelectorAll('[data-says]')].forEach((place) => {
    if (place.dataset.says) say(place.id || place.dataset.says, place.dataset.says);
  });
});
document.addEventListener('say', (event) => say(event.detail, event.detail));
