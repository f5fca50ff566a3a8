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

/** What is set in each part of the page: if an answer changes it, the part says so, and the answer as a whole says nothing else. */
const sets = () => new Map([...document.querySelectorAll('[data-sets]')].map(({ id, dataset }) => [id || dataset.lane, dataset.sets]));
let before = sets();

function changed(place) {
  return [place, ...place.querySelectorAll('[data-sets]')]
    .filter(({ id, dataset }) => dataset.saysSet && (before.get(id || dataset.lane) ?? dataset.sets) !== dataset.sets)
    .map(({ dataset }) => dataset.saysSet)
    .join(' ');
}

/** What is wrong with a value that is still being typed may be right with the next key: it waits until the visitor pauses or leaves. */
const TYPING = 2000;
let typing = null;
let held = null;

function release() {
  clearTimeout(held?.timer);
  held?.say();
  held = null;
}

function hold(place) {
  const tell = () => say(place.id || place.dataset.says, place.dataset.says);
  held = { say: tell, timer: setTimeout(release, TYPING) };
}

function drop() {
  clearTimeout(held?.timer);
  held = null;
}

document.addEventListener(
  'input',
  ({ target }) => {
    typing = target;
    drop();
  },
  true,
);
document.addEventListener('change', () => {
  typing = null;
  release();
});

document.addEventListener('htmx:load', ({ detail: { elt } }) => {
  if (elt === document.body) return;
  drop();
  [elt, ...elt.querySelectorAll('[data-says]')].forEach((place) => {
    if (place.dataset.problemField && typing?.name === place.dataset.problemField) hold(place);
    else if (place.dataset.says) say(place.id || place.dataset.says, changed(place) || place.dataset.says);
  });
  before = sets();
});
document.addEventListener('say', (event) => say(event.detail, event.detail));
