// Draws <canvas data-chart data-table> from the data- attributes of its table. The charting library loads only when the first chart
// comes into view. The server computed every number.

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
const MONO = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace';
const USUAL_ROWS = 13;

/** Returns the current value of a colour token, even in forced-colors mode. */
function colour(name, near = document.body) {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  probe.style.forcedColorAdjust = 'none'; // otherwise the translucent grey of the other logits would become opaque
  near.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

/** Removes the soft hyphens from a heading. */
const word = (heading) => heading.replaceAll('\u00ad', '');

const short = (token) => (token.length > 13 ? `${token.slice(0, 12)}…` : token);

function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => row.dataset.state !== 'rest' && row.dataset.logit !== '');
}

/** Kept tokens get the lane's colour and dropped ones grey; the chosen token also gets an outline. */
function look(rows, kept) {
  return {
    backgroundColor: rows.map((row) => (row.dataset.state === 'dropped' ? colour('color-dropped-bar') : kept)),
    borderColor: colour('color-ink'),
    borderWidth: rows.map((row) => (row.dataset.state === 'chosen' ? 2 : 0)),
    hoverBorderColor: colour('color-ink'),
    hoverBorderWidth: 2,
    borderSkipped: false,
  };
}

const kinds = {
  logits: (table, rows, lane) => [
    { label: table.dataset.logit, data: rows.map((row) => Number(row.dataset.logit)), order: 1, grouped: false, categoryPercentage: 0.85, ...look(rows, lane) },
    {
      label: table.dataset.others,
      type: 'line',
      indexAxis: 'x',
      yAxisID: 'others',
      order: 2,
      data: table.dataset.outline.trim().split(' ').map((point) => point.split(':')).map(([x, y]) => ({ x: Number(x), y: Number(y) })),
      stepped: true,
      fill: 'origin',
      backgroundColor: colour('color-others'),
      borderColor: colour('color-model'),
      borderWidth: 1,
      pointRadius: 0,
      pointHitRadius: 0,
    },
  ],
  probabilities: (table, rows, lane) => [
    { label: word(table.dataset.model), data: rows.map((row) => Number(row.dataset.model)), backgroundColor: colour('color-model') },
    { label: word(table.dataset.sampling), data: rows.map((row) => Number(row.dataset.sampling)), ...look(rows, lane) },
  ],
};

function options(kind, rows) {
  const text = { color: colour('color-ink-soft'), font: { family: MONO, size: 11 } };
  const format = kind === 'probabilities' ? { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 1 } : { minimumFractionDigits: 0, maximumFractionDigits: 1 };
  const zero = (tick) => (tick.tick.value === 0 ? colour('color-ink-soft') : colour('color-grid'));
  return {
    indexAxis: 'y',
    maintainAspectRatio: false,
    animation: reducedMotion.matches ? false : { duration: 250 },
    onHover: (event, found) => point(found[0] && rows[found[0].index]),
    plugins: {
      legend: { display: kind === 'probabilities', position: 'bottom', labels: { ...text, boxWidth: 10, boxHeight: 10 } },
      tooltip: { filter: (item) => item.dataset.type !== 'line' },
    },
    scales: {
      x: { grid: { color: zero }, ticks: { ...text, maxTicksLimit: 5, format } },
      y: { grid: { display: false }, ticks: { ...text, autoSkip: false, callback: (value) => short(rows[value].dataset.token) } },
      ...(kind === 'logits' && { others: { type: 'linear', axis: 'y', display: false, beginAtZero: true, offset: false } }),
    },
  };
}

/** Announces the row under the pointer or with the focus, so that other parts of the page can highlight the same token. */
function point(row) {
  document.dispatchEvent(new CustomEvent('point', { detail: row?.id ?? '' }));
}

/** Reserves the space of a chart before it is drawn. */
function makeRoom(canvas) {
  const rows = rowsOf(document.getElementById(canvas.dataset.table));
  canvas.parentElement.style.blockSize = rows.length > USUAL_ROWS ? `${rows.length * 1.3 + 3}rem` : '';
}

/** Creates a chart, or updates the existing one to the new values. */
function draw(canvas) {
  const kind = canvas.dataset.chart;
  const table = document.getElementById(canvas.dataset.table);
  const rows = rowsOf(table);
  const labels = rows.map((row) => row.dataset.token);
  const datasets = kinds[kind](table, rows, colour('lane-colour', table));
  const chart = Chart.getChart(canvas);
  if (chart) {
    chart.data.labels = labels;
    chart.data.datasets.forEach((old, i) => Object.assign(old, datasets[i]));
    chart.options = options(kind, rows);
    chart.update();
  } else {
    new Chart(canvas, { type: 'bar', data: { labels, datasets }, options: options(kind, rows) });
  }
}

const { chartLibrary } = document.currentScript.dataset;
let library;

/** Loads the library once, or again if that failed. */
function load() {
  library ??= new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = chartLibrary;
    script.onload = loaded;
    script.onerror = failed;
    document.head.append(script);
  }).catch((failure) => {
    library = undefined;
    throw failure;
  });
  return library;
}

const chartOf = (canvas) => window.Chart?.getChart(canvas);

async function show(canvas) {
  await load();
  if (canvas.isConnected) draw(canvas);
}

const sight = new IntersectionObserver((entries) => {
  entries
    .filter((entry) => entry.isIntersecting)
    .forEach(({ target }) => {
      sight.unobserve(target);
      show(target).catch(() => {}); // the tables contain the same numbers; the next answer tries again
    });
});

/** Updates the charts that have been drawn; the others are drawn when they come into view. */
function drawAll(root) {
  root.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    makeRoom(canvas);
    if (chartOf(canvas)) draw(canvas);
    else sight.observe(canvas);
  });
}

drawAll(document);
document.addEventListener('htmx:load', (event) => drawAll(event.detail.elt));
document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (event.target.matches?.('canvas[data-chart]')) chartOf(event.target)?.destroy();
});
window.addEventListener('beforeprint', () => {
  if (!window.Chart) return;
  document.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    draw(canvas);
    chartOf(canvas).update('none'); // a printed page cannot wait for an animation
  });
});
for (const theme of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
  window.matchMedia(theme).addEventListener('change', () => drawAll(document));
}

/** Highlights in a chart the token that is pointed at in its table. */
document.addEventListener('point', (event) => {
  document.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    const chart = chartOf(canvas);
    const table = document.getElementById(canvas.dataset.table);
    if (!chart || !table) return;
    const index = rowsOf(table).findIndex((row) => row.id === event.detail);
    const bars = index < 0 ? [] : chart.data.datasets.flatMap((set, datasetIndex) => (set.type === 'line' ? [] : [{ datasetIndex, index }]));
    chart.setActiveElements(bars);
    chart.update('none');
  });
});

/** Saves a chart as a PNG file, with its caption and the page's background. */
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-save]');
  if (!button) return;
  const canvas = document.getElementById(button.dataset.save).querySelector('canvas');
  try {
    if (!chartOf(canvas)) await show(canvas);
  } catch {
    return; // the charting library did not load; the table next to the chart has the numbers
  }
  const picture = document.createElement('canvas');
  const line = 28 * window.devicePixelRatio;
  picture.width = canvas.width;
  picture.height = canvas.height + line;
  const pen = picture.getContext('2d');
  pen.fillStyle = colour('color-canvas');
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = colour('color-ink');
  pen.font = `${14 * window.devicePixelRatio}px sans-serif`;
  pen.fillText(`${button.dataset.caption} · ${document.title}`, line / 4, line * 0.7, picture.width - line / 2);
  pen.drawImage(canvas, 0, line);
  picture.toBlob((blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${button.dataset.save}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
});
