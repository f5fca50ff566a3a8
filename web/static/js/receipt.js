// Reads a file into the text field that data-fills names: a receipt is sent as text, so that it works without scripts, too.
document.addEventListener('change', async (event) => {
  const { fills } = event.target.dataset;
  const [file] = event.target.files ?? [];
  if (fills && file) {
    document.getElementById(fills).value = await file.text();
  }
});
