// Small behaviours, each found by its data- attribute; without them every form and link still works.

const phone = window.matchMedia('(max-width: 40rem)');

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
      if (slider && !isNaN(value)) slider.value = value; // the server accepts more ways to write a number
    }
  },
  true,
);

function prepare(root) {
  root.querySelectorAll('[data-keeps-scroll]').forEach(showHere);
  if (phone.matches) {
    root.querySelectorAll('details[data-folds-on-phones]:not(:has([aria-invalid]))').forEach((details) => (details.open = false));
  }
  document.documentElement.dataset.ready = ''; // until now the style sheet hid what is folded
}

/** The page of a navigation link shows its opening state; its address becomes the complete link to that state. */
const linked = document.querySelector('[data-link]');
if (linked && !location.search) history.replaceState({ htmx: true }, '', linked.dataset.link + location.hash);

/** Runs before an answer is swapped in, and before the page of an older history entry is. */
function beforeSwaps(work) {
  document.addEventListener('htmx:beforeSwap', work);
  document.addEventListener('htmx:historyCacheMissLoad', work);
}

/** What was unfolded or folded stays so, where the same thing is in the answer. */
let folds = new Map();
beforeSwaps(() => {
  folds = new Map([...document.querySelectorAll('[data-keeps-open]')].map((fold) => [fold.id, fold.open]));
});
function keepFolds() {
  folds.forEach((open, id) => document.getElementById(id)?.toggleAttribute('open', open));
}
document.addEventListener('htmx:afterSwap', keepFolds);
document.addEventListener('htmx:afterSettle', () => {
  keepFolds();
  folds = new Map();
});

/** After a reload or the way back, a page is as it was left: the same folds, and the text that was typed but not sent. */
const folded = () => [`folds ${location.pathname}`, [...document.querySelectorAll('[data-keeps-open]')].map(({ id, open }) => [id, { open }])];
const typed = () => [
  `typed ${location.pathname}${location.search}`,
  [...document.querySelectorAll('[data-keeps-typed] :is(input, select, textarea):not([type=hidden])')].map(({ id, type, value, checked }) => [
    id,
    ['radio', 'checkbox'].includes(type) ? { checked } : { value },
  ]),
];

function leave() {
  try {
    [folded(), typed()].forEach(([key, states]) => sessionStorage.setItem(key, JSON.stringify(states)));
  } catch {
    // without storage, the page looks as it does for everyone
  }
}
window.addEventListener('pagehide', leave);
document.addEventListener('htmx:historyCacheMissLoad', leave);
document.addEventListener('htmx:historyRestore', showAsLeft);

function showAsLeft() {
  try {
    [folded(), typed()].forEach(([key]) => {
      JSON.parse(sessionStorage.getItem(key) ?? '[]').forEach(([id, state]) => Object.assign(document.getElementById(id) ?? {}, state));
    });
  } catch {
    // as above
  }
}

/** A box that scrolls stays where it was, and shows the step looked at. */
let scrolled = new Map();
beforeSwaps(() => {
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

/**
 * Keeps what the visitor looks at in place, whatever an answer changes above it: the control that has the focus, otherwise the first
 * element in the window. What sticks to the window's edge stays in place by itself.
 */
let held = [];
const sticks = (place) => place !== null && (['sticky', 'fixed'].includes(getComputedStyle(place).position) || sticks(place.parentElement));
const inSight = (place) => {
  const { top, bottom, height } = place.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= window.innerHeight && !sticks(place);
};
const views = new Map(); // what was in sight at each address when the visitor left it
function look() {
  const places = [document.activeElement, ...document.querySelectorAll('main [id]:not(tr, svg *)')]; // a token’s row is a different one at the next step
  return places.filter((place) => place.id && inSight(place)).map((place) => ({ id: place.id, top: place.getBoundingClientRect().top }));
}
document.addEventListener('htmx:beforeSwap', () => {
  held = look();
  views.set(location.href, held);
});
/** The browser has scrolled already, to where the older page was longer or shorter than the one in sight. */
document.addEventListener('htmx:historyCacheMissLoad', () => {
  held = views.get(location.href) ?? look();
});
function hold() {
  const still = held.find(({ id }) => document.getElementById(id));
  if (still) window.scrollBy(0, document.getElementById(still.id).getBoundingClientRect().top - still.top);
}
document.addEventListener('htmx:afterSwap', hold);
document.addEventListener('htmx:afterSettle', () => {
  hold();
  held = [];
});

/** The field that a refused request was about is marked until the next answer; the tab says what is shown. */
document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  document.querySelectorAll('[data-problem-field]').forEach(({ dataset }) => {
    document.querySelector(`[name="${CSS.escape(dataset.problemField)}"]:not([type=hidden])`)?.setAttribute('aria-invalid', 'true');
  });
  const titled = document.querySelector('[data-title]');
  if (titled) document.title = titled.dataset.title;
});

prepare(document);
if (['back_forward', 'reload'].includes(performance.getEntriesByType('navigation')[0]?.type)) showAsLeft();
document.addEventListener('htmx:load', ({ detail: { elt } }) => elt !== document.body && prepare(elt)); // the whole page is prepared already
