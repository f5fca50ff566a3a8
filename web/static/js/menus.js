// A menu is a <details data-menu>: it closes on Escape and on a click anywhere else.

const open = () => [...document.querySelectorAll('[data-menu][open]')];

document.addEventListener('click', (event) => {
  open().filter((menu) => !menu.contains(event.target)).forEach((menu) => (menu.open = false));
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  open().forEach((menu) => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});
