// Draws <canvas data-chart data-from> from the data- attributes of the element that data-from names: the table of the candidates, or
// the picture of all logits that the server drew for paper. The charting library loads only when the first chart comes into view. The
// server computed every number.

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');
const USUAL_ROWS = 11;
const NEAR = 12; // CSS pixels

/** Returns the current value of a token of the style sheet, even in forced-colors mode. */
function colour(name, near = document.body) {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  probe.style.forcedColorAdjust = 'none'; // otherwise the translucent grey of the other logits would become opaque
  near.append(probe);
  const shown = getComputedStyle(probe).color;
  probe.remove();
  return shown;
}

const face = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--font-${name}`);

/** The charting library writes a hyphen where the pages have a minus sign. */
const minus = (text) => text.replace('-', '−');
const figure = (value, style = { maximumFractionDigits: 4 }) => minus(value.toLocaleString('en', style));

const short = (token) => (token.length > 13 ? `${token.slice(0, 12)}…` : token);
const mark = (row) => (row.dataset.state === 'chosen' ? '▶ ' : '');
const source = (canvas) => document.getElementById(canvas.dataset.from);

/** The number of a row as the table shows it. */
const said = (row, column) => row.querySelector(`[data-is=${column}]`).textContent;

function rowsOf(table) {
  return [...table.tBodies[0].rows].filter((row) => row.dataset.state !== 'rest');
}

/** The stripes, dots or bars of a lane, as the rest of the page shows them. */
function pattern(table) {
  const { lane } = table.closest('[data-lane]')?.dataset ?? {};
  const ground = colour('lane-colour', table);
  if (!['b', 'c', 'd'].includes(lane)) return ground;
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 8, 8);
  pen.globalAlpha = 0.5;
  pen.fillStyle = pen.strokeStyle = colour('on-lane');
  pen.lineWidth = 2;
  if (lane === 'b') [-8, 0, 8].forEach((x) => pen.stroke(new Path2D(`M${x - 1} 9 L${x + 9} -1`)));
  if (lane === 'c') pen.fill(new Path2D('M2 4a2 2 0 1 0 4 0a2 2 0 1 0 -4 0'));
  if (lane === 'd') pen.fillRect(0, 1, 8, 2);
  return pen.createPattern(tile, 'repeat');
}

/** Kept tokens get the lane's colour and dropped ones grey; the chosen token also gets an outline. */
function look(rows, kept) {
  const dropped = colour('color-dropped-bar');
  const ink = colour('color-ink');
  return {
    backgroundColor: rows.map((row) => (row.dataset.state === 'dropped' ? dropped : kept)),
    borderColor: ink,
    borderWidth: rows.map((row) => (row.dataset.state === 'chosen' ? 2 : 0)),
    hoverBorderColor: ink,
    hoverBorderWidth: 2,
    borderSkipped: false,
  };
}

const text = (size = 12) => ({ color: colour('color-ink-soft'), font: { family: face('interface'), size } });

const shared = () => ({
  locale: 'en',
  maintainAspectRatio: false,
  animation: reducedMotion.matches ? false : { duration: 250 },
});

/** Writes the numbers of the table on the right, each next to its bar. */
const values = {
  id: 'values',
  afterDatasetsDraw(chart) {
    const { columns, rows, ink } = chart.options.plugins.values;
    const pen = chart.ctx;
    pen.save();
    pen.font = `11px ${face('interface')}`;
    pen.fillStyle = ink;
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    columns.forEach((column, set) => {
      chart.getDatasetMeta(set).data.forEach((bar, i) => pen.fillText(said(rows[i], column), chart.width, bar.y));
    });
    pen.restore();
  },
};

/** A chart of bars, one row for each token of the table, which it names. */
function bars(table, rows, columns, datasets, axis) {
  const [zero, grid] = [colour('color-ink-soft'), colour('color-grid')];
  return {
    type: 'bar',
    data: { labels: rows.map((row) => row.dataset.token), datasets },
    plugins: [values],
    options: {
      ...shared(),
      indexAxis: 'y',
      layout: { padding: { right: 58 } },
      onHover: (event, found) => point(rows[found[0]?.index]),
      plugins: {
        values: { columns, rows, ink: colour('color-ink') },
        legend: { display: false },
        tooltip: {
          filter: (item) => item.dataset.type !== 'line',
          callbacks: { label: (item) => `${item.dataset.label}: ${said(rows[item.dataIndex], columns[item.datasetIndex])}` },
        },
      },
      scales: {
        x: { ...axis, grid: { color: (mark) => (mark.tick.value === 0 ? zero : grid) }, ticks: { ...text(), maxTicksLimit: 6, ...axis.ticks } },
        y: {
          grid: { display: false },
          ticks: {
            ...text(),
            color: colour('color-ink'),
            font: (tick) => ({ family: face('token'), size: 12, weight: mark(rows[tick.index] ?? table) && 700 }),
            autoSkip: false,
            callback: (value) => mark(rows[value]) + short(rows[value].dataset.token),
          },
        },
        ...(datasets.some((set) => set.yAxisID === 'others') && {
          others: { type: 'linear', axis: 'y', display: false, beginAtZero: true, offset: false },
        }),
      },
    },
  };
}

const kinds = {
  logits: (table) => {
    const rows = rowsOf(table).filter((row) => row.dataset.logit !== '');
    const others = table.dataset.outline.trim().split(' ').map((point) => point.split(':')).map(([x, y]) => ({ x: Number(x), y: Number(y) }));
    const datasets = [
      {
        label: table.dataset.logit,
        data: rows.map((row) => Number(row.dataset.logit)),
        order: 1,
        grouped: false,
        categoryPercentage: 0.85,
        ...look(rows, pattern(table)),
      },
      {
        label: table.dataset.others,
        type: 'line',
        indexAxis: 'x',
        yAxisID: 'others',
        order: 2,
        data: others,
        stepped: true,
        fill: 'origin',
        backgroundColor: colour('color-others'),
        borderColor: colour('color-model'),
        borderWidth: 1,
        pointRadius: 0,
        pointHitRadius: 0,
      },
    ];
    return bars(table, rows, ['logit'], datasets, { ticks: { callback: (value) => figure(value) } });
  },

  probabilities: (table) => {
    const rows = rowsOf(table);
    const room = { categoryPercentage: 0.86, barPercentage: 0.92 };
    const datasets = [
      { label: table.dataset.model, data: rows.map((row) => Number(row.dataset.model)), backgroundColor: colour('color-model'), ...room },
      { label: table.dataset.sampling, data: rows.map((row) => Number(row.dataset.sampling)), ...look(rows, pattern(table)), ...room },
    ];
    const ticks = { callback: (value) => figure(value, { style: 'percent', maximumFractionDigits: 1 }) };
    return bars(table, rows, ['model', 'sampling'], datasets, { min: 0, max: Number(table.dataset.axis), ticks });
  },

  all: (picture) => {
    const start = Number(picture.dataset.start);
    const width = Number(picture.dataset.width);
    const groups = [...picture.querySelectorAll('[data-counts]')];
    const counts = groups.map((group) => group.dataset.counts.split(' ').map(Number));
    const end = start + width * counts[0].length;
    const [below, above] = [colour('color-negative'), colour('color-positive')];
    const letters = groups.map((group) => [...group.querySelectorAll('[data-letter]')].map(({ dataset }) => dataset.letter).join(', '));
    const range = (from) => picture.dataset.range.replace('FROM', figure(from)).replace('TO', figure(from + width));
    const tokens = (count) => picture.dataset.tokens.replace('COUNT', figure(count));
    return {
      pins: pinsOf(groups),
      type: 'bar',
      data: {
        datasets: counts.map((row, i) => ({
          data: row.map((y, bin) => ({ x: start + (bin + 0.5) * width, y })),
          yAxisID: `row${i}`,
          grouped: false,
          barPercentage: 0.86,
          categoryPercentage: 1,
          minBarLength: 1,
          backgroundColor: row.map((y, bin) => (start + bin * width < 0 ? below : above)),
        })),
      },
      plugins: [pins],
      options: {
        ...shared(),
        layout: { padding: { right: 11 } },
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        onHover: (event, found, chart) => point(document.getElementById(chart.pinAt?.(event)?.row)),
        plugins: {
          legend: { display: false },
          tooltip: {
            filter: (item) => item.raw.y > 0,
            displayColors: false,
            callbacks: {
              title: ([item]) => (item ? range(start + item.dataIndex * width) : ''),
              label: (item) => `${letters[item.datasetIndex]}: ${tokens(item.raw.y)}`,
            },
          },
        },
        scales: {
          x: {
            type: 'linear',
            min: start,
            max: end,
            offset: false,
            grid: { display: false },
            border: { color: colour('color-rule') },
            ticks: { ...text(), maxTicksLimit: 9, includeBounds: false, callback: (value) => figure(value) },
          },
          ...Object.fromEntries(
            [...groups.keys()].reverse().map((i) => [
              `row${i}`,
              {
                axis: 'y',
                position: 'left',
                stack: 'rows',
                stackWeight: Number(groups[i].dataset.height),
                beginAtZero: true,
                grace: '35%',
                grid: { display: false },
                border: { display: false },
                ticks: { display: false },
              },
            ]),
          ),
        },
      },
    };
  },
};

/** The pins of each canvas: they are looked up once, because an animation draws them many times. */
const pinned = new WeakMap();

const pinsOf = (groups) => ({
  ink: colour('color-ink'),
  rule: colour('color-rule'),
  ground: colour('color-canvas'),
  rows: groups.map((group) =>
    [...group.querySelectorAll('[data-lane]')].map((pin) => ({ ...pin.dataset, fill: colour('lane', pin), letterFill: colour('on-lane', pin) })),
  ),
});

/** Above the bins: a line at 0, and a pin with the lane's letter at each token that was taken; the token pointed at gets a thin line. */
const pins = {
  id: 'pins',
  afterDatasetsDraw(chart) {
    const { x } = chart.scales;
    const pen = chart.ctx;
    const { ink, rule, ground, rows } = pinned.get(chart.canvas);
    const pointed = document.getElementById(chart.pointed ?? '');
    const heads = [];
    const line = (at, from, to, stroke, width, dashes = []) => {
      pen.strokeStyle = stroke;
      pen.lineWidth = width;
      pen.setLineDash(dashes);
      pen.beginPath();
      pen.moveTo(at, from);
      pen.lineTo(at, to);
      pen.stroke();
    };
    pen.save();
    if (x.min <= 0 && x.max >= 0) line(x.getPixelForValue(0), chart.chartArea.top, chart.chartArea.bottom, ink, 1, [2, 3]);
    rows.forEach((lanes, i) => {
      const { top, bottom } = chart.scales[`row${i}`];
      pen.setLineDash([]);
      pen.strokeStyle = rule;
      pen.strokeRect(x.left, bottom - 0.5, x.width, 0);
      if (pointed?.dataset.logit && lanes.some(({ lane }) => pointed.id.startsWith(`${lane}-`))) {
        line(x.getPixelForValue(Number(pointed.dataset.logit)), top, bottom, ink, 2);
      }
      lanes.forEach(({ logit, level, letter, row, fill, letterFill }) => {
        const at = x.getPixelForValue(Number(logit));
        const y = top + 12 + 22 * Number(level);
        line(at, y, bottom, fill, 2);
        pen.beginPath();
        pen.arc(at, y, 9, 0, 2 * Math.PI);
        pen.fillStyle = fill;
        pen.fill();
        pen.strokeStyle = ground;
        pen.stroke();
        pen.fillStyle = letterFill;
        pen.font = `700 12px ${face('interface')}`;
        pen.textAlign = 'center';
        pen.textBaseline = 'middle';
        pen.fillText(letter, at, y + 0.5);
        heads.push({ x: at, top, bottom, row });
      });
    });
    pen.restore();
    chart.pinAt = (event) => heads.find((head) => Math.abs(head.x - event.x) < NEAR && event.y >= head.top && event.y <= head.bottom);
  },
};

/** Announces the row under the pointer or with the focus, so that other parts of the page can highlight the same token. */
function point(row) {
  document.dispatchEvent(new CustomEvent('point', { detail: row?.id ?? '' }));
}

/** Reserves the space of a chart with many rows before it is drawn. */
function makeRoom(canvas) {
  const from = source(canvas);
  const rows = from.tBodies ? rowsOf(from).length : 0;
  canvas.parentElement.style.blockSize = rows > USUAL_ROWS ? `${rows * 1.9 + 2}rem` : '';
}

/** Creates a chart, or updates the existing one to the new values. */
function draw(canvas) {
  const wanted = kinds[canvas.dataset.chart](source(canvas));
  const chart = Chart.getChart(canvas);
  pinned.set(canvas, wanted.pins);
  if (chart && chart.data.datasets.length === wanted.data.datasets.length) {
    chart.data.labels = wanted.data.labels;
    chart.data.datasets.forEach((old, i) => Object.assign(old, wanted.data.datasets[i]));
    chart.options = wanted.options;
    chart.update();
  } else {
    chart?.destroy();
    new Chart(canvas, wanted);
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
      // without the library the server's picture stands in; the next answer tries again
      show(target).catch(() => target.parentElement.toggleAttribute('data-undrawn', true));
    });
});

/** Updates the charts that have been drawn; the others are drawn when they come into view. */
function drawAll(root) {
  root.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    makeRoom(canvas);
    canvas.parentElement.removeAttribute('data-undrawn');
    if (chartOf(canvas)) draw(canvas);
    else sight.observe(canvas);
  });
}

drawAll(document);
document.addEventListener('htmx:load', (event) => drawAll(event.detail.elt));
document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (event.target.matches?.('canvas[data-chart]')) chartOf(event.target)?.destroy();
});
for (const theme of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
  window.matchMedia(theme).addEventListener('change', () => drawAll(document));
}

/** Highlights in the charts the token that is pointed at in the table, or on the line of the draw. */
document.addEventListener('point', (event) => {
  document.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    const chart = chartOf(canvas);
    const from = source(canvas);
    if (!chart || !from || chart.pointed === event.detail) return;
    chart.pointed = event.detail;
    const index = chart.options.plugins.values?.rows.findIndex((row) => row.id === event.detail) ?? -1;
    const bars = index < 0 ? [] : chart.data.datasets.flatMap((set, datasetIndex) => (set.type === 'line' ? [] : [{ datasetIndex, index }]));
    if (from.tBodies) chart.setActiveElements(bars);
    chart.update('none');
  });
});

const SAVED_WIDTH = 1600; // pixels, so that a slide shows the picture sharply
const WIDEST = 720; // CSS pixels: the letters of a wider drawing would be too small on a slide

/** Draws a chart once more, large and at once, with its caption above it and the page's background. */
function pictureOf(canvas, caption) {
  const width = Math.min(canvas.parentElement.clientWidth || WIDEST, WIDEST);
  const height = canvas.parentElement.clientHeight || WIDEST / 2;
  const ratio = Math.max(SAVED_WIDTH / width, window.devicePixelRatio);
  const drawing = document.createElement('canvas');
  Object.assign(drawing, { width, height });
  const wanted = kinds[canvas.dataset.chart](source(canvas));
  pinned.set(drawing, wanted.pins);
  Object.assign(wanted.options, { animation: false, responsive: false, devicePixelRatio: ratio });
  const chart = new Chart(drawing, wanted);
  const [margin, head] = [12, 56];
  const picture = document.createElement('canvas');
  picture.width = Math.ceil((width + 2 * margin) * ratio);
  picture.height = Math.ceil((height + head + margin) * ratio);
  const pen = picture.getContext('2d');
  pen.fillStyle = colour('color-canvas');
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.scale(ratio, ratio);
  pen.fillStyle = colour('color-ink');
  pen.font = `700 15px ${face('interface')}`;
  pen.fillText(caption, margin, 22, width);
  pen.fillStyle = colour('color-ink-soft');
  pen.font = `12px ${face('interface')}`;
  pen.fillText(document.title, margin, 42, width);
  pen.drawImage(drawing, margin, head, width, height);
  chart.destroy();
  return picture;
}

/** Saves a chart as a PNG file, even if nobody has seen it yet. */
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-save]');
  if (!button) return;
  try {
    await load();
  } catch {
    return; // the charting library did not load; the table next to the chart has the numbers
  }
  const { save, caption } = button.dataset;
  pictureOf(document.getElementById(save).querySelector('canvas'), caption).toBlob((blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${save}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
});
