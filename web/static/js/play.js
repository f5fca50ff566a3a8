// Plays the lanes: each event of the stream contains the next step. The stream closes at its end, on pause, when the visitor leaves
// the page, and when another request starts.

let source = null;
let resumes = false;

const lab = () => document.getElementById('lab');
const form = () => document.getElementById('run');

function show(state) {
  if (!form()) return;
  form().dataset.state = state;
  document.getElementById('play').disabled = state === 'paused' && !document.querySelector('#step[href]');
}

function stop() {
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
  const link = lab().dataset.link.replace('/play?', `${form().dataset.play}?`);
  const parameters = new URLSearchParams({ typed: 1, steps: document.getElementById('steps').value, speed: document.getElementById('speed').value });
  source = new EventSource(`${link}&${parameters}`);
  history.replaceState({ htmx: true }, '');
  history.pushState({ htmx: true }, '', lab().dataset.link);
  tell('');
  show('playing');
  source.addEventListener('step', step);
  source.addEventListener('end', (event) => {
    stop();
    say(event.data);
  });
  source.addEventListener('error', (event) => {
    // either a message from the server or a lost connection; if the connection only broke, the browser reconnects by itself
    if (event.data === undefined && source.readyState !== EventSource.CLOSED) return;
    stop();
    const sentence = event.data ?? form().dataset.lost;
    document.getElementById('problem').textContent = sentence;
    document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
  });
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
