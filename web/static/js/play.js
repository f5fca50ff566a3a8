// Plays the lanes: each event of the stream contains the next step. The stream closes at its end, on pause, when the visitor leaves
// the page, and when another request starts. If the connection breaks, a new stream continues after the last step.

const MOST_TRIES = 10;
let source = null;
let left = 0; // the steps that have not arrived
let tries = 0; // to connect again, since the last step
let retry = 0;
let resumes = false;

const lab = () => document.getElementById('lab');
const form = () => document.getElementById('run');

function show(state) {
  if (!form()) return;
  form().dataset.state = state;
  document.getElementById('play').disabled = state === 'paused' && !document.querySelector('#step[href]');
}

function stop() {
  clearTimeout(retry);
  source?.close();
  source = null;
  show('paused');
}

/** Shows a sentence next to the button in place of the token’s number. */
function tell(sentence) {
  document.getElementById('played').textContent = sentence;
}

/** Also announces it to screen readers. */
function say(sentence) {
  tell(sentence);
  document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
}

function step(event) {
  left -= 1;
  tries = 0;
  htmx.trigger(lab(), 'htmx:beforeSwap');
  htmx.swap(lab(), event.data, { swapStyle: 'outerHTML', swapDelay: 0, settleDelay: 0 });
  history.replaceState({ htmx: true }, '', lab().dataset.link);
  tell(lab().dataset.playing);
  if (lab().dataset.parts !== undefined && pauses()?.checked) {
    stop();
    say(lab().dataset.paused);
  }
}

/** The box “Pause where the lanes split”, which stays as the visitor left it. */
const pauses = () => document.getElementById('pauses-at-parting');
const KEPT = 'pauses-at-parting';
try {
  if (pauses()) pauses().checked = localStorage.getItem(KEPT) === 'true';
} catch {
  // without storage, it is empty
}
document.addEventListener('change', ({ target }) => {
  if (target.id !== KEPT) return;
  try {
    localStorage.setItem(KEPT, target.checked);
  } catch {
    // as above
  }
});

/** The printed page tells its address. */
window.addEventListener('beforeprint', () => {
  document.querySelectorAll('[data-address]').forEach((place) => (place.dataset.address = location.href));
});

function play() {
  tries = 0;
  listen(document.getElementById('steps').value);
  history.replaceState({ htmx: true }, '');
  history.pushState({ htmx: true }, '', lab().dataset.link);
  tell('');
  show('playing');
}

/** Opens a stream of the steps after the one that is shown. */
function listen(steps) {
  left = Number(steps);
  const { link } = lab().dataset;
  const parameters = new URLSearchParams({ typed: 1, steps, speed: document.getElementById('speed').value });
  source = new EventSource(`${form().dataset.play}${link.slice(link.indexOf('?'))}&${parameters}`);
  source.addEventListener('step', step);
  source.addEventListener('end', (event) => {
    stop();
    say(event.data);
  });
  source.addEventListener('error', (event) => {
    if (event.data === undefined && reconnects()) return;
    stop();
    const sentence = event.data ?? form().dataset.lost;
    document.getElementById('problem').textContent = sentence;
    document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
  });
}

/** After a broken connection, the browser asks again by itself; after an answer that is no stream, as from a proxy without a server, it does not. */
function reconnects() {
  if (source.readyState !== EventSource.CLOSED) {
    tell(form().dataset.waiting);
    return true;
  }
  if (left === 0 || tries === MOST_TRIES) return false;
  tries += 1;
  tell(form().dataset.waiting);
  retry = setTimeout(() => listen(left), 1000);
  return true;
}

document.addEventListener('submit', (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  if (source) {
    stop();
    say(lab().dataset.paused);
  } else {
    play();
  }
});

/** Any other request for the lab stops the stream; after a changed setting, it continues from there. */
document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.target === lab()) tell('');
  if (!source) return;
  resumes = event.target.id === 'settings';
  stop();
});
document.addEventListener('htmx:afterRequest', (event) => {
  if (resumes && event.detail.successful) play();
  resumes = false;
});
document.addEventListener('htmx:afterSwap', () => show(source ? 'playing' : 'paused'));
document.addEventListener('htmx:historyRestore', stop);
window.addEventListener('popstate', stop);
window.addEventListener('pagehide', stop);
stop();
