// Small behaviours, each attached through a data- attribute. Every form and link works without them.

const phone = window.matchMedia('(max-width: 40rem)');

/** Enter submits the form; Shift+Enter inserts a new line. */
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches('[data-submit-on-enter]')) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

/**
 * Keeps a slider and its number in step; the form sends the number. A slider dispatches "slide", which sends the form immediately,
 * whereas typing waits for the next key.
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
      if (slider && !isNaN(value)) slider.value = value; // the server also accepts numbers in other notations
    }
  },
  true,
);

/** A thumb that lands on a slider sets it; if the browser then takes the movement for scrolling, the slider goes back. */
let touched = null;
document.addEventListener('pointerdown', ({ target, pointerType }) => {
  touched = pointerType === 'touch' && target.matches('[data-slider-for]') ? { slider: target, value: target.value } : null;
});
document.addEventListener('pointercancel', ({ target }) => {
  if (touched?.slider !== target || target.value === touched.value) return;
  target.value = touched.value;
  target.dispatchEvent(new Event('input', { bubbles: true }));
});

function prepare(root) {
  root.querySelectorAll('[data-keeps-scroll]').forEach(showHere);
  if (phone.matches) {
    root.querySelectorAll('details[data-folds-on-phones]:not(:has([aria-invalid]))').forEach((details) => (details.open = false));
  }
  document.documentElement.dataset.ready = ''; // until now, the style sheet hid what is now folded
}

/** A link into a folded part of the page unfolds it; so does a press on the picture that the part explains. */
function unfold(id) {
  const fold = document.getElementById(id);
  if (fold) fold.open = true;
}
/** The fold for which a request is under way: what was asked for is far below the picture, so the answer scrolls to it. */
let asked = null;
document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-opens]');
  if (link) unfold(link.dataset.opens);
  asked = link?.matches('[data-hx-get]') ? link.dataset.opens : null;
});
document.addEventListener('htmx:afterSettle', () => {
  if (asked) document.querySelector(`#${asked} .opened`)?.scrollIntoView();
  asked = null;
});
if (location.hash.length > 1) unfold(`${location.hash.slice(1)}-fold`);

/** A page opened without a query shows its initial state; its address becomes the complete link to that state. */
const linked = document.querySelector('[data-link]');
if (linked && !location.search) history.replaceState({ htmx: true }, '', linked.dataset.link + location.hash);

/** Runs the work before an answer, or the page of an older history entry, is swapped in. */
function beforeSwaps(work) {
  document.addEventListener('htmx:beforeSwap', work);
  document.addEventListener('htmx:historyCacheMissLoad', work);
}

/** Keeps elements open or closed if the answer contains them too. */
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

/** Restores a page after a reload or the Back button: what was open, and the text that was typed but not sent. */
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
    // without storage, the page starts in its initial state
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

/** Keeps the position of scrolling boxes, and scrolls the current step into view. */
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
 * Keeps what the visitor is looking at in place, even if an answer changes the page above it: the focused control, or else the first
 * element in the window. Sticky and fixed elements stay in place by themselves.
 */
let held = [];
const sticks = (place) => place !== null && (['sticky', 'fixed'].includes(getComputedStyle(place).position) || sticks(place.parentElement));
const inSight = (place) => {
  const { top, bottom, height } = place.getBoundingClientRect();
  return height > 0 && top >= 0 && bottom <= window.innerHeight && !sticks(place);
};
const views = new Map(); // what was visible at each address when the visitor left it
function look() {
  const places = [document.activeElement, ...document.querySelectorAll('main [id]:not(tr, svg *)')]; // not table rows, because a token’s row moves at the next step
  return places.filter((place) => place.id && inSight(place)).map((place) => ({ id: place.id, top: place.getBoundingClientRect().top }));
}
document.addEventListener('htmx:beforeSwap', () => {
  held = look();
  views.set(location.href, held);
});
/** By now the browser has scrolled for the older page, whose length may differ from the visible one. */
document.addEventListener('htmx:historyCacheMissLoad', () => {
  held = views.get(location.href) ?? look();
});
function hold() {
  const kept = held.find(({ id }) => document.getElementById(id));
  if (kept) window.scrollBy(0, document.getElementById(kept.id).getBoundingClientRect().top - kept.top);
}
document.addEventListener('htmx:afterSwap', hold);
document.addEventListener('htmx:afterSettle', () => {
  hold();
  held = [];
});

/** Marks the field that caused a refused request until the next answer, and updates the title of the tab. */
document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('[aria-invalid]').forEach((field) => {
    field.removeAttribute('aria-invalid');
    if (field.getAttribute('aria-describedby') === 'problem') field.removeAttribute('aria-describedby');
  });
  document.querySelectorAll('[data-problem-field]').forEach(({ id, dataset }) => {
    const field = document.querySelector(`[name="${CSS.escape(dataset.problemField)}"]:not([type=hidden])`);
    field?.setAttribute('aria-invalid', 'true');
    if (id && !field?.hasAttribute('aria-describedby')) field?.setAttribute('aria-describedby', id);
  });
  const titled = document.querySelector('[data-title]');
  if (titled) document.title = titled.dataset.title;
});

prepare(document);
if (['back_forward', 'reload'].includes(performance.getEntriesByType('navigation')[0]?.type)) showAsLeft();
document.addEventListener('htmx:load', ({ detail: { elt } }) => elt !== document.body && prepare(elt)); // the page as a whole is already prepared
