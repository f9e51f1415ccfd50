// Every report of every dossier we have, in both languages, at the width of a telephone and of a desk: no rule of
// WCAG 2.2 AA broken that axe can see, nothing loaded, nothing on the console, no scrolling sideways at 320 pixels.
// Of the official examples those that together have every block. node report.mjs REPOSITORY BUILD_FOLDER [FOLDER FOR SCREENSHOTS]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [repository, build, shots] = process.argv.slice(2);
const AXE = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};
const WIDTHS = [375, 1280];
const NARROWEST = 320;

function dossiersIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return dossiersIn(path);
    return entry.name.endsWith('.xml') ? [path] : [];
  });
}

function allDossiers() {
  const own = readdirSync(join(repository, 'testdata')).filter((name) => name.endsWith('.xml'));
  const dossiers = own.map((name) => join(repository, 'testdata', name));
  const examples = join(repository, '..', 'shared', 'reference', 'examples');
  if (existsSync(examples)) return dossiers.concat(dossiersIn(examples).filter((path) => /(POPO|VOVO|VOSWV)_full/.test(path)));
  console.log(`SKIPPED: the official examples are not beside this checkout (${examples})`);
  return dossiers;
}

// What is wrong with the page, a line each.
async function faultsOf(context, file) {
  const faults = [];
  const page = await context.newPage();
  page.on('console', (message) => faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  const address = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (request.url() !== address) faults.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await page.evaluate(axe.source);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await page.evaluate((options) => globalThis.axe.run(options), AXE);
    for (const { id, nodes } of violations) faults.push(`${width}px: ${id}: ${nodes[0].target} (${nodes.length})`);
    if (shots) await page.screenshot({ path: join(shots, `${basename(file)}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: NARROWEST, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > NARROWEST) faults.push(`${wide} pixels wide in a window of ${NARROWEST}`);
  await page.close();
  return faults;
}

const folder = mkdtempSync(join(tmpdir(), 'oso-pages-'));
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  chromiumSandbox: process.getuid() !== 0,  // which root cannot have
});
let bad = 0;
let pages = 0;
try {
  const context = await browser.newContext();
  for (const dossier of allDossiers()) {
    for (const language of ['nl', 'en']) {
      const file = join(folder, `${pages}-${basename(dossier, '.xml')}-${language}.html`);
      const oso = join(build, 'bin', 'oso');
      writeFileSync(file, execFileSync(oso, ['render', dossier, '--lang', language], { maxBuffer: 2 ** 26 }));
      const faults = await faultsOf(context, file);
      pages += 1;
      bad += faults.length > 0;
      for (const fault of faults) console.log(`${dossier} (${language}): ${fault}`);
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
console.log(`${pages} pages, ${bad} with faults`);
process.exit(bad === 0 && pages > 0 ? 0 : 1);
