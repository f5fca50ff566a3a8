// Arrow keys step where no field has focus; ? lists the keys. They press the page's own links and buttons.

const pressed = { ArrowRight: '#step[href]', ArrowLeft: '#back[href]', Home: '#restart[href]', p: '#play:enabled' };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog, [data-keeps-scroll]')) return;
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
