// The link of what is shown, or the one that the button names: the share sheet where there is one, else the clipboard; the field beside it works for everyone.

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-share]');
  if (!button) return;
  const said = document.getElementById(button.getAttribute('aria-describedby'));
  const url = button.dataset.share ? new URL(button.dataset.share, location).href : location.href;
  try {
    if (navigator.share && window.matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ title: document.title, url });
    } else {
      await navigator.clipboard.writeText(url);
      said.textContent = button.dataset.copied;
    }
  } catch (refused) {
    if (refused.name !== 'AbortError') said.textContent = button.dataset.failed;
  }
});
