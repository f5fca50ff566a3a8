// Small behaviours, each found by its data- attribute; without them every form and link still works.

/** Enter sends the form, Shift+Enter makes a new line. */
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches('[data-submit-on-enter]')) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

/** A slider and its number show the same value; the number is what is sent. */
document.addEventListener('input', (event) => {
  const slider = event.target;
  if (slider.matches('[data-slider-for]')) {
    const number = document.getElementById(slider.dataset.sliderFor);
    number.value = slider.value === slider.dataset.off ? '' : slider.value;
  } else {
    const own = document.querySelector(`[data-slider-for="${CSS.escape(slider.id)}"]`);
    if (own) own.value = slider.value === '' ? own.dataset.off : slider.value;
  }
});

function prepare(root) {
  root.querySelectorAll('[data-slider-for]').forEach((slider) => (slider.hidden = false));
  root.querySelectorAll('[data-with-js]').forEach((button) => (button.hidden = false));
  root.querySelectorAll('[data-without-js]').forEach((button) => (button.hidden = true));
  if (window.matchMedia('(max-width: 40rem)').matches) {
    root.querySelectorAll('details[data-folds-on-phones]').forEach((details) => (details.open = false));
  }
}

/** The field that a refused request was about is marked until the next answer. */
function markProblem() {
  document.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  const problem = document.querySelector('[data-problem-field]');
  if (problem) document.getElementsByName(problem.dataset.problemField)[0]?.setAttribute('aria-invalid', 'true');
}

/** The title says what the lab shows, as it does where the page comes whole. */
function retitle() {
  const lab = document.querySelector('[data-title]');
  if (lab) document.title = lab.dataset.title;
}

document.addEventListener('htmx:afterSwap', markProblem);
document.addEventListener('htmx:afterSettle', retitle);
prepare(document);
document.addEventListener('htmx:historyRestore', () => prepare(document));
document.addEventListener('htmx:load', (event) => prepare(event.detail.elt));
