// Opens documents in Chromium at two widths, light and dark, and fails where axe-core finds a violation, where a page scrolls
// sideways, or where it has too many tab stops. Writes a picture of each beside it. `.ci/office` installs what it needs.
"use strict";
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");
const tools = resolve(__dirname, "../target/office-tools/node_modules");
const { chromium } = require(tools + "/playwright-core");
const axe = readFileSync(tools + "/axe-core/axe.min.js", "utf8");

// A paper has, beside the inputs of what is filled in, a stop for its contents, one for each chapter with links, and those of its filters and of tables that scroll.
const STOPS = 60;
const SCREENS = [{ width: 1280, height: 1600 }, { width: 420, height: 900 }];

const look = async (browser, file, colorScheme, viewport) => {
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto("file://" + resolve(file));
  await page.screenshot({ path: file.replace(/\.html$/, `-${viewport.width}-${colorScheme}.png`) });
  // Rules can be checked only where everything is laid out.
  await page.addStyleTag({ content: "* { content-visibility: visible !important }" });
  await page.waitForTimeout(100);
  const { stops, sideways } = await page.evaluate(() => ({
    stops: [...document.querySelectorAll("a[href], button, input, select, [tabindex]")].filter((one) => one.tabIndex >= 0 && !one.closest("[data-slot]")).length,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  if (sideways > 0) faults.push(`scrolls sideways by ${sideways} px`);
  // What scrolls on a telephone is a stop as well, but nobody has to pass it there.
  if (stops > STOPS && viewport.width >= 1280) faults.push(`has ${stops} tab stops; ${STOPS} are allowed`);
  await page.addScriptTag({ content: axe });
  const violations = await page.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times: ${nodes[0].html.slice(0, 200)}`);
  });
  await context.close();
  return { stops, faults: [...faults, ...violations] };
};

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  let failed = false;
  for (const file of process.argv.slice(2)) {
    for (const colours of ["light", "dark"]) {
      for (const screen of SCREENS) {
        const { stops, faults } = await look(browser, file, colours, screen);
        console.log(`${file} at ${screen.width}, ${colours}: ${stops} tab stops, ${faults.length} faults`);
        for (const fault of faults) console.error("  " + fault);
        failed ||= faults.length > 0;
      }
    }
  }
  await browser.close();
  process.exitCode = failed ? 1 : 0;
})();
