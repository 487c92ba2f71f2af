// chart.js: adds to the chart of weeks what the server's SVG cannot do: reading values under the pointer and zooming.
//
// The SVG stays what the page shows; a button beside it draws the same weeks, taken from the table below it, with uPlot, and the
// same button brings the SVG back. Colours come from the style sheet's tokens, so that light and dark follow it.
import uPlot from 'uplot';

const months = {Jan: 0, Feb: 1, Mar: 2, Apr: 3, May: 4, Jun: 5, Jul: 6, Aug: 7, Sep: 8, Oct: 9, Nov: 10, Dec: 11};
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function weeksOf(table) {
  const rows = [...table.tBodies[0].rows].reverse();
  const cell = (row, n) => Number(row.cells[n].textContent.replace(/[^\d.]/g, ''));
  const day = (row) => Date.parse(row.querySelector('time').dateTime + 'T00:00:00Z') / 1000;
  return [rows.map(day), rows.map((row) => cell(row, 1)), rows.map((row) => -cell(row, 2))];
}

function dayText(seconds) {
  const at = new Date(seconds * 1000);
  return `week to ${at.getUTCDate()} ${Object.keys(months)[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

function draw(place, data, width) {
  const bars = uPlot.paths.bars({size: [0.75, 40]});
  const axis = {stroke: token('--soft'), grid: {stroke: token('--rule'), width: 1}, ticks: {show: false}, font: '12px sans-serif'};
  const series = (label, color) => ({label, stroke: color, fill: color, paths: bars, points: {show: false}, value: (u, v) => (v == null ? '–' : Math.abs(v))});
  return new uPlot({
    width, height: 260, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
    scales: {x: {time: true}, y: {range: (u, low, high) => [Math.min(low, 0) - 0.5, Math.max(high, 1) + 0.5]}},
    axes: [axis, {...axis, size: 36, values: (u, all) => all.map((v) => (Number.isInteger(v) ? Math.abs(v) : ''))}],
    series: [{label: '', value: (u, v) => (v == null ? '–' : dayText(v))}, series('Cooperation', token('--better')), series('Conflict', token('--worse'))],
  }, data, place);
}

for (const table of document.querySelectorAll('table[data-chart=weeks]')) {
  const figure = table.closest('figure');
  const svg = figure?.querySelector('svg.chart');
  const head = figure?.querySelector('figcaption .h p');
  if (!svg || !head) continue;
  const place = document.createElement('div');
  const button = document.createElement('button');
  let plot = null;
  button.type = 'button';
  button.className = 'plain';
  button.textContent = 'Zoom and read values';
  button.setAttribute('aria-pressed', 'false');
  place.hidden = true;
  head.append(' · ', button);
  svg.after(place);
  button.addEventListener('click', () => {
    const on = place.hidden;
    place.hidden = !on;
    svg.toggleAttribute('hidden', on);
    button.setAttribute('aria-pressed', String(on));
    plot?.destroy();
    plot = on ? draw(place, weeksOf(table), place.clientWidth) : null;
  });
  addEventListener('resize', () => plot?.setSize({width: place.clientWidth, height: 260}));
}
