// Lets the draw fall when a step has just come with another draw, and lets a new token travel through the look inside. The style
// sheet has the motion, and none under reduced motion. While the steps are played, the speed says how much of the motion there is
// time for: all, the last part, or none.

const drawn = () => new Set([...document.querySelectorAll('.dart__value')].map((value) => value.textContent));
const tokens = () => Number(document.querySelector('.flow')?.dataset.tokens);
let before = new Set();
let length = 0;

document.addEventListener('htmx:beforeSwap', () => {
  before = drawn();
  length = tokens();
});

const played = () => document.querySelector('.playform[data-state="playing"] #speed')?.selectedOptions[0].dataset.motion;

document.addEventListener('htmx:afterSwap', () => {
  document.querySelectorAll('.stage').forEach((stage) => {
    stage.dataset.motion = played() ?? 'alone';
    stage.classList.toggle('is-new', !before.has(stage.querySelector('.dart__value')?.textContent));
  });
  document.querySelector('.flow')?.classList.toggle('is-new', tokens() === length + 1);
  before = drawn();
  length = tokens();
});

/** It travels once, even if the other drawing is shown later because the window was resized. */
document.addEventListener('animationend', ({ animationName, target }) => {
  if (animationName === 'arrive') target.closest('.flow').classList.remove('is-new');
});
