// A link or a form that changes the lanes loads the page again; then the page says what happened, and the focus goes
// where the visitor needs it next.

const KEY = 'logitlab.arrive';

function leave({ dataset: { arrivesAt, arrivesSaying = '' } }) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([arrivesAt, arrivesSaying]));
  } catch {
    // without storage, the page begins at its beginning
  }
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-arrives-at]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) leave(link);
});
document.addEventListener('submit', ({ target }) => target.matches('[data-arrives-at]') && leave(target));

function arrive() {
  const [place, sentence] = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
  if (!place) return;
  sessionStorage.removeItem(KEY);
  document.querySelector(place)?.focus();
  // a moment later, because screen readers announce a change only after they began to read the page
  if (sentence) setTimeout(() => document.dispatchEvent(new CustomEvent('say', { detail: sentence })), 600);
}
/** An answer without the button that asked for it: the focus moves to the first place that the answer does contain. */
document.addEventListener('htmx:afterSettle', ({ detail: { requestConfig } }) => {
  const next = requestConfig?.triggeringEvent?.submitter?.dataset.focusNext;
  if (next && document.activeElement === document.body) document.querySelector(next)?.focus();
});
// after all other scripts, because one of them shows the tab that the focus may have to enter
document.addEventListener('DOMContentLoaded', () => {
  try {
    arrive();
  } catch {
    // as above
  }
});
