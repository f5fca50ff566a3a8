// Where one was reading, kept in this browser: the section at the top of the window, offered again on the map of the course.

const KEY = 'logitlab.place';
const article = () => document.querySelector('article[data-lesson]'); // another one after the way back

/** The last section whose heading is above the middle of the window; none while one is still at the top. */
function here() {
  return [...article().querySelectorAll('[data-place]')].filter((section) => section.getBoundingClientRect().top < window.innerHeight / 2).pop();
}

function keep() {
  const section = here();
  if (!section || window.scrollY === 0) return;
  const place = { lesson: article().dataset.lesson, section: section.getAttribute('aria-labelledby'), words: section.dataset.place };
  try {
    localStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // a browser that keeps nothing offers nothing
  }
}

function offer(box) {
  try {
    const place = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const known = [...document.querySelectorAll('[data-lesson]')].some((lesson) => lesson.dataset.lesson === place?.lesson);
    if (!known) return;
    const link = box.querySelector('a');
    link.href = `/lessons/${encodeURIComponent(place.lesson)}#${encodeURIComponent(place.section)}`;
    link.textContent = place.words;
    box.hidden = false;
  } catch {
    // nothing that could be read, nothing to offer
  }
}

if (article()) {
  let waiting = 0;
  document.addEventListener('scroll', () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 200);
  });
}
document.querySelectorAll('[data-go-on]').forEach(offer);
