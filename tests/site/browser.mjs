// browser.mjs BASE: every page of a served monitor in Chromium: no message on the console, no breach of the Content-Security-Policy, nothing
// wider than the screen, nothing serious for axe, in light and dark, wide and narrow, and the same words without JavaScript.
//
// Pages are found by following links from the board, so many of each room. Run by tests/site/test_browser.sh.
import {createRequire} from 'node:module';
import {existsSync} from 'node:fs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const {chromium} = require('playwright-core');
const axe = require('axe-core').source;
const base = process.argv[2].replace(/\/$/, '');
const perRoom = Number(process.env.ENTENTE_BROWSER_PAGES ?? 3);
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const faults = [];

const room = (path) => path.split(/[/?]/)[1] || 'board';

async function look(context, path, check) {
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() !== 'log' && !(path.startsWith('/nothing') && /404/.test(message.text()))) faults.push(`${path}: console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`${path}: script: ${error}`));
  page.on('request', (request) => { if (!request.url().startsWith(base)) faults.push(`${path}: asks ${request.url()}`); });
  const answer = await page.goto(base + path, {waitUntil: 'load'});
  if (!answer.ok() && !path.startsWith('/nothing')) faults.push(`${path}: ${answer.status()}`);
  const result = await check(page);
  await page.close();
  return result;
}

async function wider(page, path) {
  const [have, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (have > room) faults.push(`${path}: ${have} pixels wide on a screen of ${room}`);
}

async function accessible(page, path) {
  // evaluated by the debugger, not by the page: the policy stays as strict as it is
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ['violations']}));
  for (const violation of violations.filter(({impact}) => impact === 'serious' || impact === 'critical'))
    faults.push(`${path}: axe: ${violation.id} (${violation.impact}) at ${violation.nodes.map(({target}) => target.join(' ')).slice(0, 3).join(', ')}`);
}

const links = (page) => page.evaluate(() => [...document.querySelectorAll('a[href^="/"]')].map((a) => a.getAttribute('href')));
const words = (page) => page.evaluate(() => document.querySelector('main').innerText.replace(/ · Zoom and read values/, '').replace(/\s+/g, ' '));

async function crawl(context) {
  const waiting = ['/', '/trends', '/search', '/search?q=minsk', '/search?kind=articles', '/sources', '/method', '/nothing-there', '/?date=2014-06-20', '/?date=2017-03-01'];
  const seen = new Set(waiting), texts = new Map(), count = {};
  while (waiting.length) {
    const path = waiting.shift();
    const found = await look(context, path, async (page) => {
      await wider(page, path);
      await accessible(page, path);
      texts.set(path, await words(page));
      return links(page);
    });
    for (const href of found) {
      const where = room(href);
      if (seen.has(href) || ['api', 'feeds'].includes(where) || (count[where] ?? 0) >= perRoom) continue;
      count[where] = (count[where] ?? 0) + 1;
      seen.add(href);
      waiting.push(href);
    }
  }
  return texts;
}

const browser = await chromium.launch({executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']});
const texts = await crawl(await browser.newContext({viewport: {width: 1280, height: 900}}));

const narrow = await browser.newContext({viewport: {width: 360, height: 800}, colorScheme: 'dark'});
const plain = await browser.newContext({javaScriptEnabled: false});
const shown = new Set();
for (const path of texts.keys()) {
  const first = !shown.has(room(path));
  shown.add(room(path));
  await look(narrow, path, async (page) => { await wider(page, `${path} (narrow)`); if (first) await accessible(page, `${path} (narrow, dark)`); });
}

// Without JavaScript Playwright cannot evaluate in the page; its locators read it from outside.
for (const path of texts.keys())
  await look(plain, path, async (page) => {
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    if (text !== texts.get(path)) faults.push(`${path}: says something else without JavaScript`);
  });

// The keyboard's way in, and the script's one button.
await look(await browser.newContext(), '/', async (page) => {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.textContent);
  if (first !== 'Skip to the content') faults.push(`/: the first stop of the keyboard is “${first}”`);
});
const category = [...texts.keys()].find((path) => room(path) === 'category');
if (category)
  await look(await browser.newContext(), category, async (page) => {
    const button = page.getByRole('button', {name: 'Zoom and read values'});
    if (!(await button.count())) return;
    await button.click();
    if (!(await page.locator('.uplot canvas').count())) faults.push(`${category}: the button draws nothing`);
    await button.click();
    if (!(await page.locator('figure svg.chart').first().isVisible())) faults.push(`${category}: the chart does not come back`);
  });
await browser.close();

for (const fault of faults) console.log(fault);
console.log(`${texts.size} pages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
