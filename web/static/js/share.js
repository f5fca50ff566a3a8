// The link of what is shown: the share sheet where there is one, else the clipboard; the field beside it works for everyone.

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-share]');
  if (!button) return;
  const said = document.getElementById(button.getAttribute('aria-describedby'));
  try {
    if (navigator.share && window.matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ title: document.title, url: location.href });
    } else {
      await navigator.clipboard.writeText(location.href);
      said.textContent = button.dataset.copied;
    }
  } catch (refused) {
    if (refused.name !== 'AbortError') said.textContent = button.dataset.failed;
  }
});
