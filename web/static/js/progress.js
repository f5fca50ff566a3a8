// Remembers, only in this browser, which exercises were answered correctly, and the first check of each challenge. The server rendered
// every sentence; this shows the right one.

const KEY = 'logitlab.done';
const CHECKS = 'logitlab.checks';
const MOST_CHECKS = 100;

function read() {
  try {
    const marks = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(marks) ? marks.filter((mark) => typeof mark === 'string') : []);
  } catch {
    return new Set();
  }
}

function keep(marks) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...marks]));
  } catch {
    // without storage, there is no progress to show next time
  }
}

/** Returns the exercise that was just answered correctly. An answer in a link does not count, because it may be someone else's. */
function answered(exercise) {
  const lesson = exercise?.closest('[data-lesson]')?.dataset.lesson;
  return lesson && exercise.querySelector('.feedback[data-state="right"]') ? [`${lesson}.${exercise.id}`] : [];
}

function show(marks) {
  const known = [];
  document.querySelectorAll('[data-progress]').forEach((place) => {
    const exercises = place.dataset.progress.split(' ');
    const done = exercises.filter((exercise) => marks.has(exercise));
    known.push(...done);
    place.toggleAttribute('data-known', true);
    place.toggleAttribute('data-complete', done.length === exercises.length);
    place.querySelectorAll('[data-bar]').forEach((bar) => bar.setAttribute('width', `${(100 * done.length) / exercises.length}%`));
    place.querySelectorAll('[data-finished]').forEach((mark) => (mark.hidden = done.length < exercises.length));
    place.querySelectorAll('[data-sentence]').forEach((sentence, count) => (sentence.hidden = count !== done.length));
  });
  document.querySelectorAll('[data-mark]').forEach((mark) => mark.toggleAttribute('data-right', marks.has(mark.dataset.mark)));
  document.querySelectorAll('[data-done]').forEach((mark) => (mark.hidden = !marks.has(mark.dataset.done)));
  document.querySelectorAll('[data-lesson] .exercise').forEach((exercise) => {
    exercise.toggleAttribute('data-done-before', marks.has(`${exercise.closest('[data-lesson]').dataset.lesson}.${exercise.id}`));
  });
  document.querySelectorAll('[data-has-progress]').forEach((place) => (place.hidden = known.length === 0));
  document.querySelectorAll('[data-progress-link]').forEach((link) => {
    link.setAttribute('href', `${link.pathname}?done=${known.join('+')}`);
    document.querySelectorAll('.marks [data-share]').forEach((button) => (button.dataset.share = link.getAttribute('href')));
  });
}

/** The names of the questions and the addresses of their first checks, the oldest first. */
function readChecks() {
  try {
    const checks = JSON.parse(localStorage.getItem(CHECKS) ?? '[]');
    return new Map(checks.filter(([, address]) => /^(\/[\w.~-]+)*\/challenge\?/.test(address)));
  } catch {
    return new Map();
  }
}

/** Remembers a check if it is the first of these questions. Otherwise shows where the first is, and hides what would answer them again. */
function firstCheck() {
  const challenge = document.querySelector('[data-check]');
  if (!challenge) return;
  const { check: name, checked } = challenge.dataset;
  const checks = readChecks();
  if (checked && !checks.has(name)) {
    checks.set(name, checked);
    try {
      localStorage.setItem(CHECKS, JSON.stringify([...checks].slice(-MOST_CHECKS)));
    } catch {
      // without storage, every check is the first
    }
  }
  const first = checks.get(name);
  const again = first !== undefined && first !== checked;
  challenge.querySelectorAll('[data-first]').forEach((place) => (place.hidden = again));
  challenge.querySelector('[data-remembered]').hidden = !again;
  if (again) challenge.querySelector('[data-remembered-link]').setAttribute('href', first);
}

function update(exercise) {
  firstCheck();
  const marks = read();
  const before = marks.size;
  const right = answered(exercise);
  exercise?.toggleAttribute('data-just-done', right.length > 0);
  right.forEach((mark) => marks.add(mark));
  if (marks.size > before) keep(marks);
  show(marks);
}

document.addEventListener('click', (event) => {
  const take = event.target.closest('[data-take]');
  if (take) keep(new Set([...read(), ...take.dataset.take.split(' ')]));
  if (event.target.closest('[data-forget]')) {
    keep(new Set());
    localStorage.removeItem('logitlab.place');
    localStorage.removeItem(CHECKS);
    update();
    document.querySelector('.course__lesson a')?.focus();
  }
});

update();
document.addEventListener('htmx:afterSwap', (event) => update(event.target.closest('.exercise')));
document.addEventListener('htmx:historyRestore', () => update());
window.addEventListener('pageshow', ({ persisted }) => persisted && update());
window.addEventListener('storage', () => update());
