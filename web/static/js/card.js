// Pointing at an interval, tapping it or walking to it with the arrow keys opens a card that tells about its token. A card that a
// finger opened can be tapped: that closes it and reaches nothing below it.

const shapes = (stage) => [...stage.querySelectorAll('.seg[data-points]')];
const cardOf = (stage) => stage.querySelector('[data-card]');
let shown = null;
let finger = false;
document.addEventListener('pointerdown', (event) => (finger = event.pointerType === 'touch'), true);
document.addEventListener('keydown', () => (finger = false), true);

/** The words of an interval; taken from its title, which the browser would show on top of the card. */
function words(shape) {
  const title = shape.querySelector('title');
  if (title) {
    shape.dataset.words = title.textContent;
    title.remove();
  }
  return shape.dataset.words.split('\n');
}

function open(shape) {
  const stage = shape.closest('.stage');
  const card = stage && cardOf(stage);
  if (!card) return;
  shown = shape;
  const [token, ...lines] = words(shape);
  const name = document.createElement('b');
  name.className = 'token';
  name.textContent = token;
  card.replaceChildren(name, ...lines.map((line) => Object.assign(document.createElement('span'), { textContent: line })));
  if (finger) card.append(Object.assign(document.createElement('button'), { type: 'button', className: 'card__close', textContent: card.dataset.close }));
  card.toggleAttribute('data-tapped', finger);
  card.dataset.lane = shape.closest('[data-lane]').dataset.lane;
  card.hidden = false;
  const frame = stage.getBoundingClientRect();
  const place = shape.getBoundingClientRect();
  const middle = place.left + place.width / 2 - frame.left;
  const left = Math.max(0, Math.min(middle - card.offsetWidth / 2, frame.width - card.offsetWidth));
  card.style.setProperty('--card-left', `${left}px`);
  card.style.setProperty('--card-top', `${place.bottom - frame.top + 8}px`);
}

function close() {
  document.querySelectorAll('[data-card]').forEach((card) => (card.hidden = true));
  shown = null;
}

const shapeAt = (event) => event.target.closest?.('.stage .seg[data-points]') ?? event.target.querySelector?.(':scope > .seg[data-points]');

for (const type of ['mouseover', 'focusin', 'click']) {
  document.addEventListener(type, (event) => {
    if (event.target.closest?.('[data-card]')) {
      if (type === 'click') close();
      return;
    }
    const shape = shapeAt(event);
    if (shape) open(shape);
    else if (type !== 'focusin' || !event.target.closest?.('.stage')) close();
  });
}

/** The arrow keys walk from interval to interval, and Escape closes the card. */
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const stage = event.target.closest?.('.stage');
  if (!step || !stage || !shown?.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  const inBand = shapes(stage).filter((shape) => shape.getAttribute('y') === shown.getAttribute('y'));
  const next = inBand[inBand.indexOf(shown) + step];
  event.preventDefault();
  if (!next) return;
  open(next);
  document.dispatchEvent(new CustomEvent('point', { detail: next.dataset.points }));
  document.dispatchEvent(new CustomEvent('say', { detail: words(next).join(', ') }));
});
document.addEventListener('htmx:beforeSwap', close);
