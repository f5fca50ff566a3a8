// A preset fills in the settings of its lane. The one whose settings stand in the form is marked.

const settingsOf = (lane) => [...lane.querySelectorAll('.settings__sampled :is(.setting__number[id], .order-choice), .settings__stepwise .setting__number[id]')];
const valuesOf = (button) => Object.fromEntries(button.dataset.preset.split(' ').map((pair) => pair.split('=')));
const same = (typed, value) => (typed.replace(',', '.') || '') === (value ?? '');

function mark(lane) {
  let name = null;
  lane.querySelectorAll('[data-preset]').forEach((button) => {
    const values = valuesOf(button);
    const pressed = settingsOf(lane).every((field) => same(field.value, values[field.id.slice(2)]));
    button.setAttribute('aria-pressed', pressed);
    if (pressed) name = button.title;
  });
  const says = lane.querySelector('[data-preset-says]');
  if (says) says.textContent = name ?? says.dataset.none;
}

const markAll = () => document.querySelectorAll('.settings__lane').forEach(mark);

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-preset]');
  if (!button) return;
  const lane = button.closest('.settings__lane');
  const values = valuesOf(button);
  settingsOf(lane).forEach((field) => {
    field.value = values[field.id.slice(2)] ?? '';
    const slider = document.querySelector(`[data-slider-for="${CSS.escape(field.id)}"]`);
    if (slider) slider.value = field.value || slider.dataset.off;
    showOff(field);
  });
  mark(lane);
  button.dispatchEvent(new CustomEvent('slide', { bubbles: true }));
});

/** A setting that is off has a grey knob. */
function showOff(field) {
  field.closest('.setting')?.toggleAttribute('data-off', field.value.trim() === '');
}

for (const type of ['input', 'slide']) {
  document.addEventListener(type, (event) => {
    const setting = event.target.closest?.('.setting, .order-choice');
    if (!setting) return;
    const number = setting.querySelector('.setting__number');
    if (number) showOff(number);
    const lane = setting.closest('.settings__lane'); // an exercise has settings, but no lane
    if (lane) mark(lane);
  });
}

/** A lane without a name of its own is called after its decoder. */
document.addEventListener('input', ({ target }) => {
  if (!target.matches?.('.decoder [type=radio]')) return;
  const word = target.labels[0].textContent.trim();
  document.querySelectorAll(`[data-decoder-of="${target.name}"]`).forEach((place) => (place.textContent = word));
});

/** The link to a new lane opens the tab with its settings. */
function showTab() {
  const [, lane] = location.hash.match(/^#settings-([a-d])$/) ?? [];
  const tab = lane && document.querySelector(`[form="lane-tabs"][value="${lane}"]`);
  if (!tab) return;
  tab.checked = true;
  history.replaceState(history.state, '', location.pathname + location.search);
}

showTab();
markAll();
document.addEventListener('htmx:historyRestore', markAll);
