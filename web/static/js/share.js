// Shares the link to the current state, or the link that the button names, through the share sheet of a phone or else the clipboard.
// The field next to the button works without scripts.

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-share]');
  if (!button) return;
  const tell = (sentence) => {
    document.getElementById(button.getAttribute('aria-describedby')).textContent = sentence;
    document.dispatchEvent(new CustomEvent('say', { detail: sentence }));
  };
  const url = button.dataset.share ? new URL(button.dataset.share, location).href : location.href;
  try {
    if (navigator.share && window.matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ title: document.title, url });
    } else {
      await navigator.clipboard.writeText(url);
      tell(button.dataset.copied);
    }
  } catch (refused) {
    if (refused.name !== 'AbortError') tell(button.dataset.failed);
  }
});
