// Plays the lanes: each event of the stream is the next lab. Pausing, leaving, another request and the end close it.

let source = null;
let goesOn = false;

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

/** Shown next to the button, and read aloud. */
function say(sentence) {
  document.getElementById('played').textContent = sentence;
  if (sentence) document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
}

function step(event) {
  htmx.trigger(lab(), 'htmx:beforeSwap');
  htmx.swap(lab(), event.data, { swapStyle: 'outerHTML', swapDelay: 0, settleDelay: 0 });
  history.replaceState({ htmx: true }, '', lab().dataset.link);
}

function play() {
  const link = lab().dataset.link.replace('/play?', `${form().dataset.play}?`);
  const words = new URLSearchParams({ typed: 1, steps: document.getElementById('steps').value, speed: document.getElementById('speed').value });
  source = new EventSource(`${link}&${words}`);
  history.replaceState({ htmx: true }, '');
  history.pushState({ htmx: true }, '', lab().dataset.link);
  say('');
  show('playing');
  source.addEventListener('step', step);
  source.addEventListener('end', (event) => {
    stop();
    say(event.data);
  });
  source.addEventListener('error', (event) => {
    // a sentence of the server's, or the connection: where it only broke, the browser asks again by itself
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
    say(form().dataset.paused);
  } else {
    play();
  }
});

/** Whatever else asks for the lab stops the stream; after a changed setting it goes on from there. */
document.addEventListener('htmx:beforeRequest', (event) => {
  if (!source) return;
  goesOn = event.target.id === 'settings';
  stop();
});
document.addEventListener('htmx:afterRequest', (event) => {
  if (goesOn && event.detail.successful) play();
  goesOn = false;
});
document.addEventListener('htmx:afterSwap', () => show(source ? 'playing' : 'paused'));
document.addEventListener('htmx:historyRestore', stop);
window.addEventListener('popstate', stop);
window.addEventListener('pagehide', stop);
stop();
