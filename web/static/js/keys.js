// Arrow keys step where no field has focus; ? lists the keys. They press the page's own links.

const pressed = { ArrowRight: '#step[href]', ArrowLeft: '#back[href]', Home: '#restart[href]' };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog, [role=region]')) return;
  if (event.key === '?') {
    document.querySelector('dialog[data-keys]')?.showModal();
  } else if (pressed[event.key]) {
    const link = document.querySelector(pressed[event.key]);
    if (link) {
      event.preventDefault();
      link.click();
    }
  }
});
