// What changed, for those who hear the page: one region outside all that is swapped says it, each sentence once.

const region = document.getElementById('said');
const PAUSE = 1000;
const waiting = new Map();
let timer = 0;
let last = -PAUSE;

/** The sentences that wait, in one: a region that changes faster than they are read out would swallow some. */
function flush() {
  timer = 0;
  last = performance.now();
  const sentence = document.createElement('span'); // a new one each time, so that the same words are said again
  sentence.textContent = [...waiting.values()].join(' ');
  waiting.clear();
  region.replaceChildren(sentence);
}

/** A sentence takes the place of one about the same thing that was not said yet. */
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
