// Lets the draw fall when a step has just come with another draw. The style sheet has the motion, and none under reduced motion.

const drawn = () => new Set([...document.querySelectorAll('.dart__value')].map((value) => value.textContent));
let before = new Set();

document.addEventListener('htmx:beforeSwap', () => {
  before = drawn();
});

document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('.stage').forEach((stage) => {
    stage.classList.toggle('is-new', !before.has(stage.querySelector('.dart__value')?.textContent));
  });
  before = drawn();
});
