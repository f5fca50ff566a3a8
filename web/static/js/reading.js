// Remembers in this browser which section was at the top of the window, and offers it again on the pages that lead into the course.

const KEY = 'logitlab.place';
const article = () => document.querySelector('article[data-lesson]'); // after Back, this is a different element

const heading = (section) => document.getElementById(section.getAttribute('aria-labelledby')); // beside a figure, a section has no box of its own

/** Returns the last section whose heading is above the middle of the window, or nothing at the top of the page. */
function here() {
  return [...article().querySelectorAll('[data-place]')].filter((section) => heading(section).getBoundingClientRect().top < window.innerHeight / 2).pop();
}

function keep() {
  const section = here();
  if (!section || window.scrollY === 0) return;
  const place = { lesson: article().dataset.lesson, section: section.getAttribute('aria-labelledby'), words: section.dataset.place };
  try {
    localStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // without storage, there is nothing to offer
  }
}

/** Turns the link to the first lesson into a link to where the reader stopped. */
function offer(link) {
  try {
    const place = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (!link.dataset.goOn.split(' ').includes(place?.lesson)) return;
    link.href = new URL(`${encodeURIComponent(place.lesson)}#${encodeURIComponent(place.section)}`, link.href);
    link.textContent = place.words;
  } catch {
    // the stored value is unreadable, so the link to the first lesson stays
  }
}

if (article()) {
  let waiting = 0;
  document.addEventListener('scroll', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 200);
  });
}
function offerAll() {
  document.querySelectorAll('[data-go-on]').forEach((link) => {
    Object.assign(link.dataset, { first: link.href, words: link.textContent });
    offer(link);
  });
}
offerAll();
document.addEventListener('htmx:historyRestore', offerAll);
document.addEventListener('click', (event) => {
  if (!event.target.closest('[data-forget]')) return;
  document.querySelectorAll('[data-go-on]').forEach((link) => Object.assign(link, { href: link.dataset.first, textContent: link.dataset.words }));
});
