// While an answer is on its way, a press of Step or Back waits, and then presses what stands there by then.

const MOST = 3;
let asked = 0;
const presses = [];

document.addEventListener('htmx:beforeRequest', () => asked++);
document.addEventListener('htmx:afterRequest', () => {
  asked = Math.max(0, asked - 1);
  const id = asked === 0 && presses.shift();
  if (id) setTimeout(() => document.querySelector(`#${id}[href]`)?.click());
});

document.addEventListener(
  'click',
  (event) => {
    const link = event.target.closest('[data-waits]');
    if (link && asked > 0) {
      event.preventDefault();
      event.stopPropagation();
      if (presses.length < MOST) presses.push(link.id);
    }
  },
  true,
);

/** What no answer came to, or none that can be shown. */
for (const lost of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
  document.addEventListener(lost, () => (document.getElementById('lost').hidden = false));
}
document.addEventListener('htmx:afterSwap', () => (document.getElementById('lost').hidden = true));
