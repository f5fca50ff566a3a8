// Keyboard shortcuts press the page's links and buttons while the focus is in the instrument or nowhere. Their dialog can turn them off.

const KEY = 'logitlab.keys';
const pressed = { ArrowRight: '#step[href], [data-turn=next]', ArrowLeft: '#back[href], [data-turn=previous]', r: '#restart[href]', p: '#play:enabled' };

let on = true;
try {
  on = localStorage.getItem(KEY) !== 'off';
} catch {
  // without storage, the shortcuts are on at every visit
}

const list = () => document.querySelector('dialog[data-keys]');
const nowhere = (place) => place === document.body || place === document.documentElement;

/** Returns the part of the page that a key acts on: the one with the focus, or the page's instrument if nothing has the focus. */
const instrument = (place) => place.closest('[data-keyed]') ?? (nowhere(place) ? document.querySelector('[data-keyed=""]') : null);

function show() {
  document.querySelectorAll('[data-keys-on]').forEach((box) => (box.checked = on));
}

document.addEventListener('keydown', (event) => {
  if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea, dialog, [popover]')) return;
  if (event.key.startsWith('Arrow') && event.target.closest('.scroll, [data-keeps-scroll]')) return;
  const part = instrument(event.target);
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key === '?' && (part || nowhere(event.target))) {
    list()?.showModal();
  } else if (part && pressed[name]) {
    const place = part.querySelector(pressed[name]);
    if (place) {
      event.preventDefault();
      place.click();
    }
  }
});

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-keys-open]')) list().showModal();
});
document.addEventListener('change', (event) => {
  if (!event.target.matches('[data-keys-on]')) return;
  on = event.target.checked;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // without storage, the switch applies only to this page
  }
});

show();
document.addEventListener('htmx:historyRestore', show);
