// While a request is running, clicks on Step and Back wait; afterwards they click the link that is there by then.

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

/** Swaps in a refusal if it names the place where it belongs. */
document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail?.xhr?.status >= 400 && detail.xhr.getResponseHeader('HX-Retarget')) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

/** If there is no answer, or one that does not fit into this page: shows the message from that answer, if it has one. */
const lost = document.getElementById('lost');
const unanswered = lost.textContent;
function tell({ detail }) {
  const page = new DOMParser().parseFromString(detail?.xhr?.response ?? '', 'text/html');
  lost.textContent = page.querySelector('[data-sentence], [data-says]')?.textContent ?? unanswered;
  lost.hidden = false;
}
for (const event of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError', 'htmx:targetError', 'htmx:historyCacheMissLoadError']) {
  document.addEventListener(event, tell);
}
document.addEventListener('htmx:historyCacheMiss', ({ detail }) => detail.xhr.addEventListener('error', tell));
document.addEventListener('htmx:afterSwap', () => (lost.hidden = true));
