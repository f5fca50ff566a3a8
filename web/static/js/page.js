// Small behaviours, each found by its data- attribute; without them every form and link still works.

/** Enter sends the form, Shift+Enter makes a new line. */
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches('[data-submit-on-enter]')) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

/**
 * A slider and its number show the same value; the number is what is sent. A slider says "slide", which is sent at once, where
 * typing waits for the next key.
 */
document.addEventListener(
  'input',
  (event) => {
    const field = event.target;
    if (field.matches('[data-slider-for]')) {
      event.stopPropagation();
      const number = document.getElementById(field.dataset.sliderFor);
      number.value = field.value === field.dataset.off ? '' : field.value;
      field.dispatchEvent(new CustomEvent('slide', { bubbles: true }));
    } else {
      const slider = document.querySelector(`[data-slider-for="${CSS.escape(field.id)}"]`);
      const value = field.value === '' ? slider?.dataset.off : field.value.replace(',', '.');
      if (slider && !isNaN(value)) slider.value = value; // the server reads more ways to write a number
    }
  },
  true,
);

function prepare(root) {
  root.querySelectorAll('[data-slider-for]').forEach((slider) => (slider.hidden = false));
  root.querySelectorAll('[data-with-js]').forEach((button) => (button.hidden = false));
  root.querySelectorAll('[data-without-js]').forEach((button) => (button.hidden = true));
  root.querySelectorAll('[data-keeps-scroll]').forEach(showHere);
  if (window.matchMedia('(max-width: 40rem)').matches) {
    root.querySelectorAll('details[data-folds-on-phones]:not(:has([aria-invalid]))').forEach((details) => (details.open = false));
  }
}

/** What was unfolded or folded stays so, where the same thing is in the answer. */
let folds = new Map();
document.addEventListener('htmx:beforeSwap', () => {
  folds = new Map([...document.querySelectorAll('[data-keeps-open]')].map((fold) => [fold.id, fold.open]));
});
document.addEventListener('htmx:afterSettle', () => {
  folds.forEach((open, id) => document.getElementById(id)?.toggleAttribute('open', open));
  folds = new Map();
});

/** A page that one comes back to, or loads again, has its folds as they were left. */
const left = `folds ${location.pathname}`;

function keepFolds() {
  try {
    sessionStorage.setItem(left, JSON.stringify([...document.querySelectorAll('[data-keeps-open]')].map((fold) => [fold.id, fold.open])));
  } catch {
    // a browser that keeps nothing shows them as they are for everyone
  }
}

function foldAsLeft() {
  try {
    JSON.parse(sessionStorage.getItem(left) ?? '[]').forEach(([id, open]) => document.getElementById(id)?.toggleAttribute('open', open));
  } catch {
    // the same
  }
}

window.addEventListener('pagehide', keepFolds);
document.addEventListener('htmx:beforeHistorySave', keepFolds);

/** A box that scrolls stays where it was, and shows the step looked at. */
let scrolled = new Map();
document.addEventListener('htmx:beforeSwap', () => {
  scrolled = new Map([...document.querySelectorAll('[data-keeps-scroll]')].map((box) => [box.id, [box.scrollLeft, box.scrollTop]]));
});

function showHere(box) {
  [box.scrollLeft, box.scrollTop] = scrolled.get(box.id) ?? [0, 0];
  const here = box.querySelector('[aria-current]')?.closest('li');
  if (here && here.offsetLeft < box.scrollLeft) box.scrollLeft = here.offsetLeft;
  if (here && here.offsetTop < box.scrollTop) box.scrollTop = here.offsetTop;
  if (here && here.offsetLeft + here.offsetWidth > box.scrollLeft + box.clientWidth) {
    box.scrollLeft = here.offsetLeft + here.offsetWidth - box.clientWidth;
  }
  if (here && here.offsetTop + here.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTop = here.offsetTop + here.offsetHeight - box.clientHeight;
  }
}

/** The field that a refused request was about is marked until the next answer; the tab says what is shown. */
document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  const problem = document.querySelector('[data-problem-field]');
  if (problem) document.getElementsByName(problem.dataset.problemField)[0]?.setAttribute('aria-invalid', 'true');
  const titled = document.querySelector('[data-title]');
  if (titled) document.title = titled.dataset.title;
});

prepare(document);
if (['back_forward', 'reload'].includes(performance.getEntriesByType('navigation')[0]?.type)) foldAsLeft();
document.addEventListener('htmx:historyRestore', () => {
  prepare(document);
  foldAsLeft();
});
document.addEventListener('htmx:load', (event) => prepare(event.detail.elt));
