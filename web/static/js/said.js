// Announces changes to people who listen to the page, each sentence once, in one region outside everything that is swapped.

const region = document.getElementById('said');
const PAUSE = 1000;
const waiting = new Map();
let timer = 0;
let last = -PAUSE;

/** The waiting sentences, joined: a region that changes faster than it is read out would lose some of them. */
function flush() {
  timer = 0;
  last = performance.now();
  const sentence = document.createElement('span'); // a new one each time, so that the same words are read out again
  sentence.textContent = [...waiting.values()].join(' ');
  waiting.clear();
  region.replaceChildren(sentence);
}

/** A sentence replaces an unspoken one about the same subject. */
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
