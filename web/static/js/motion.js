// Lets the draw fall when a step has just come with another draw. The style sheet has the motion, and none under reduced motion.
// While the steps are played, the speed says how much of the motion there is time for: all, the last part, or none.

const drawn = () => new Set([...document.querySelectorAll('.dart__value')].map((value) => value.textContent));
let before = new Set();

document.addEventListener('htmx:beforeSwap', () => {
  before = drawn();
});

const played = () => document.querySelector('.playform[data-state="playing"] #speed')?.selectedOptions[0].dataset.motion;

document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('.stage').forEach((stage) => {
    stage.dataset.motion = played() ?? 'alone';
    stage.classList.toggle('is-new', !before.has(stage.querySelector('.dart__value')?.textContent));
  });
  before = drawn();
});
