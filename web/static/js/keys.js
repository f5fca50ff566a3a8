// Arrow keys step, or turn to the next lesson, where no field has focus; ? lists the keys. They press the page's own links and buttons.

const pressed = { ArrowRight: '#step[href], [data-turn=next]', ArrowLeft: '#back[href], [data-turn=previous]', Home: '#restart[href]', p: '#play:enabled' };

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea, dialog, [popover], .scroll, [data-keeps-scroll]')) return;
  if (event.key === '?') {
    document.querySelector('dialog[data-keys]')?.showModal();
  } else if (pressed[event.key]) {
    const place = document.querySelector(pressed[event.key]);
    if (place) {
      event.preventDefault();
      place.click();
    }
  }
});
