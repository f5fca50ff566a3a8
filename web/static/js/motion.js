// Animates the intervals and the dart to their new positions, unless the visitor prefers reduced motion.

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
const moving = '.draw [id]';
let before = new Map();

const place = (shape) => ({ x: shape.getAttribute('x'), width: shape.getAttribute('width') });
const css = ({ x, width }) => ({ x: x.endsWith('%') ? x : `${x}px`, ...(width && { width: `${width}px` }) });

document.addEventListener('htmx:beforeSwap', () => {
  before = new Map([...document.querySelectorAll(moving)].map((shape) => [shape.id, place(shape)]));
});

document.addEventListener('htmx:afterSwap', () => {
  if (reducedMotion.matches) return;
  document.querySelectorAll(moving).forEach((shape) => {
    const old = before.get(shape.id);
    if (old && old.x !== shape.getAttribute('x')) {
      shape.animate([css(old), css(place(shape))], { duration: 250, easing: 'ease-out' });
    }
  });
  before = new Map();
});
