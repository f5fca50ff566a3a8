// Sends a link: shows it with the picture that a message will show, copies it, or hands it to the device's share sheet.
// Without scripts, the server's address is in the field.

/** The sections of a lesson that have begun above the middle of the window; a link leads to the last. */
const begun = () => [...document.querySelectorAll('[data-lesson] [data-place]')].filter((section) => section.querySelector('h2').getBoundingClientRect().top < window.innerHeight / 2);

/** The address in the browser shows what the visitor sees; in a lesson it leads to where the visitor reads, without the visitor's answers. */
function shown(sends) {
  const url = new URL(location.href);
  if (sends === 'lesson') {
    [...url.searchParams.keys()].filter((key) => /\.answer(\.\d+)?$/.test(key)).forEach((key) => url.searchParams.delete(key));
    if (window.scrollY > 0 && begun().length > 0) url.hash = begun().pop().getAttribute('aria-labelledby');
  }
  return url;
}

function fill(send) {
  const sends = send.dataset.send;
  if (!['step', 'look', 'lesson'].includes(sends)) return;
  const link = shown(sends);
  const field = send.querySelector('.send__link');
  if (field.value === link.href) return;
  field.value = link.href;
  const picture = send.querySelector('.send__picture');
  const source = new URL(picture.src);
  if (source.search && location.search) {
    source.search = location.search;
    picture.src = source.href;
    picture.alt = document.getElementById('lab')?.dataset.pictured ?? picture.alt;
    send.querySelector('.send__save').href = source.href;
  }
  send.querySelector('.send__said').textContent = '';
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (!target.matches?.('.send') || !target.open) return;
    target.querySelector('[data-sheet]').hidden = !navigator.share;
    fill(target);
  },
  true,
);
/* closed, too: a picture that is not seen is not fetched, and the one of an earlier step would be fetched in vain when it opens */
['htmx:afterSettle', 'htmx:historyRestore'].forEach((event) => document.addEventListener(event, () => document.querySelectorAll('.send').forEach(fill)));

async function copy(text, button, place) {
  let sentence = button.dataset.copied;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    sentence = button.dataset.failed;
  }
  place.textContent = sentence;
  document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
}

document.addEventListener('click', (event) => {
  const send = event.target.closest('.send');
  const copies = event.target.closest('[data-copies]');
  const shares = event.target.closest('[data-share]');
  if (copies) {
    send.querySelector('.send__link').select();
    copy(send.querySelector('.send__link').value, copies, send.querySelector('.send__said'));
  } else if (event.target.closest('[data-sheet]')) {
    navigator.share({ title: document.title, url: send.querySelector('.send__link').value }).catch(() => {}); // closed again
  } else if (shares) {
    copy(new URL(shares.dataset.share, location).href, shares, document.getElementById(shares.getAttribute('aria-describedby')));
  } else if (event.target.closest('[data-print]')) {
    window.print();
  }
});
