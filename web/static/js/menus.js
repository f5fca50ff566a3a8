// A menu is a <details data-menu>: it closes on Escape and on a click anywhere else.

const open = () => [...document.querySelectorAll('[data-menu][open]')];

document.addEventListener('click', (event) => {
  open().filter((menu) => !menu.contains(event.target)).forEach((menu) => (menu.open = false));
});
/** A menu opens upwards if there is no room for it below. */
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (!target.matches?.('[data-menu]')) return;
    target.removeAttribute('data-up');
    const list = target.open && target.querySelector('summary + *').getBoundingClientRect();
    if (list) target.toggleAttribute('data-up', list.bottom > window.innerHeight && list.height < target.getBoundingClientRect().top);
  },
  true,
);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  open().forEach((menu) => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});
