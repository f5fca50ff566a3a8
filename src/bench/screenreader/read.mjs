// Prints what a screen reader announces for a step on the playground, a changed widget and an answered exercise.
// usage: node read.mjs [http://127.0.0.1:7070]     CHROME is the path of the browser, by default /usr/bin/chromium

import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const site = process.argv[2] ?? 'http://127.0.0.1:7070';
const module = '/virtual-screen-reader.js';
const source = readFileSync(
  new URL('./node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js', import.meta.url), 'utf8');
const most = 4000; // the most moves from the start of the page to the element

/** Opens a page and starts the reader on it. */
async function open(browser, path) {
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.route('**' + module, (route) => route.fulfill({ contentType: 'text/javascript', body: source }));
  await page.goto(site + path, { waitUntil: 'load' });
  await page.evaluate(async (from) => {
    window.reader = (await import(from)).virtual;
    await window.reader.start({ container: document.body });
  }, module);
  return page;
}

/** Moves the reader forward to the element, and prints the last few phrases. */
async function moveTo(page, selector, last = 4) {
  const phrases = await page.evaluate(async ([wanted, limit]) => {
    const target = document.querySelector(wanted);
    for (let i = 0; i < limit && window.reader.activeNode !== target; i++) {
      await window.reader.next();
    }
    if (window.reader.activeNode !== target) {
      throw new Error('the reader did not reach ' + wanted);
    }
    const log = await window.reader.spokenPhraseLog();
    await window.reader.clearSpokenPhraseLog();
    return log;
  }, [selector, most]);
  print('moves to ' + selector, phrases.slice(-last));
}

/** Performs an action, waits for the server's answer if there is one, and prints what the reader announced meanwhile. */
async function listen(page, what, action, asks = true) {
  await page.evaluate(async (wait) => {
    await window.reader.clearSpokenPhraseLog();
    window.settled = new Promise((done) => {
      document.addEventListener('htmx:afterSettle', done, { once: true });
      setTimeout(done, wait);
    });
  }, asks ? 15000 : 0);
  await action();
  await page.evaluate(() => window.settled);
  await page.waitForTimeout(1000);
  const [phrases, focus] = await page.evaluate(async () => {
    const log = await window.reader.spokenPhraseLog();
    // unlike real screen readers, this one also announces hidden regions
    const hidden = [...document.querySelectorAll('[role=alert], [role=status], [aria-live]')]
      .filter((region) => !region.checkVisibility())
      .map((region) => region.textContent.trim());
    const heard = log.filter((phrase) => !hidden.includes(phrase.replace(/^(assertive|polite): /, '')));
    const at = document.activeElement;
    return [heard, at.id || at.tagName.toLowerCase()];
  });
  print(what, phrases.length ? phrases : ['(silence)']);
  console.log(`    the focus is on: ${focus}`);
}

function print(what, phrases) {
  console.log(`  ${what}:`);
  for (let from = 0, to = 0; from < phrases.length; from = to) {
    for (to = from; phrases[to] === phrases[from] && to < phrases.length; to++);
    console.log(`    ${phrases[from]}${to - from > 1 ? `  (${to - from} times)` : ''}`);
  }
}

const act = (page) => page.evaluate(() => window.reader.act());

async function step(browser) {
  console.log('\nA step on the playground');
  const page = await open(browser, '/play?prompt=Once+upon+a+time');
  await moveTo(page, '#step');
  await page.focus('#step');
  await listen(page, 'presses it', () => act(page));
  await listen(page, 'presses the right arrow key', () => page.keyboard.press('ArrowRight'));
}

async function widget(browser) {
  console.log('\nA changed widget in a lesson');
  const page = await open(browser, '/lessons/temperature');
  await moveTo(page, '#lanes-more');
  await page.focus('#lanes-more');
  await listen(page, 'presses it', () => act(page));
}

async function exercise(browser) {
  console.log('\nAn exercise that is answered');
  const page = await open(browser, '/lessons/temperature');
  const field = '#by-hand form.answer input:not([type=hidden])';
  await moveTo(page, field);
  await page.focus(field);
  await listen(page, 'types 0.5', () => page.keyboard.type('0.5'), false);
  await listen(page, 'presses Enter', () => page.keyboard.press('Enter'));
}

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? '/usr/bin/chromium' });
try {
  for (const scene of [step, widget, exercise]) {
    await scene(browser);
  }
} finally {
  await browser.close();
}
