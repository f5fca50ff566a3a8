// Draws <canvas data-chart data-table> from the table's data- attributes. Every number was computed by the server.

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
const dark = window.matchMedia('(prefers-color-scheme: dark)');

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--color-${name}`).trim();

/** A heading without its soft hyphens. */
const word = (heading) => heading.replaceAll('\u00ad', '');

function rowsOf(canvas) {
  return [...document.getElementById(canvas.dataset.table).tBodies[0].rows].map((row) => row.dataset);
}

/** The lane's colour where the token is kept, grey where it is dropped; the chosen one has an outline as well. */
function look(canvas, rows, kept) {
  return {
    backgroundColor: rows.map((row) => (row.state === 'dropped' ? colour('dropped-bar') : kept)),
    borderColor: colour('ink'),
    borderWidth: rows.map((row) => (row.state === 'chosen' ? 2 : 0)),
    borderSkipped: false,
  };
}

const kinds = {
  logits(canvas, table, lane) {
    const rows = rowsOf(canvas).filter((row) => row.logit !== '');
    return {
      labels: rows.map((row) => row.token),
      datasets: [{ label: table.dataset.logit, data: rows.map((row) => Number(row.logit)), ...look(canvas, rows, lane) }],
    };
  },
  probabilities(canvas, table, lane) {
    const rows = rowsOf(canvas).filter((row) => row.state !== 'rest');
    return {
      labels: rows.map((row) => row.token),
      datasets: [
        { label: word(table.dataset.model), data: rows.map((row) => Number(row.model)), backgroundColor: colour('model') },
        { label: word(table.dataset.sampling), data: rows.map((row) => Number(row.sampling)), ...look(canvas, rows, lane) },
      ],
    };
  },
};

function options(kind) {
  const text = { color: colour('ink-soft'), font: { family: 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace', size: 11 } };
  const percent = kind === 'probabilities' ? { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 1 } : { minimumFractionDigits: 0, maximumFractionDigits: 1 };
  return {
    indexAxis: 'y',
    maintainAspectRatio: false,
    animation: reducedMotion.matches ? false : { duration: 200 },
    plugins: { legend: { display: kind === 'probabilities', position: 'bottom', labels: { ...text, boxWidth: 10, boxHeight: 10 } } },
    scales: {
      x: { grid: { color: colour('grid') }, ticks: { ...text, maxTicksLimit: 5, format: percent } },
      y: { grid: { display: false }, ticks: { ...text, autoSkip: false } },
    },
  };
}

function draw(root) {
  root.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    Chart.getChart(canvas)?.destroy();
    const lane = getComputedStyle(canvas).getPropertyValue('--lane-colour').trim();
    const table = document.getElementById(canvas.dataset.table);
    const kind = canvas.dataset.chart;
    new Chart(canvas, { type: 'bar', data: kinds[kind](canvas, table, lane), options: options(kind) });
  });
}

draw(document);
document.addEventListener('htmx:load', (event) => draw(event.detail.elt));
document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (event.target.matches?.('canvas[data-chart]')) Chart.getChart(event.target)?.destroy();
});
dark.addEventListener('change', () => draw(document));
