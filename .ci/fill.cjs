// Fills in the pages of a dossier in Chromium as people do: types, closes the page, opens it again, saves a copy, and imports it.
// Writes down how large the pages are and how soon they can be typed into. `.ci/office` installs what it needs.
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const { readFileSync, writeFileSync, statSync } = require("node:fs");
const { resolve } = require("node:path");
const tools = resolve(__dirname, "../target/office-tools/node_modules");
const { chromium } = require(tools + "/playwright-core");

const [program, dossier] = process.argv.slice(2).map((path) => resolve(path));
const praman = (...words) => execFileSync(program, words, { encoding: "utf8" });
const pageOf = (name) => `${dossier}/out/${name}.html`;

// A field that is there in every construction file, and those of one requirement.
const TEXT = "asvs-c:C.12/response/image.bootloader";
const CHOICE = "document/undertaking/contact-first/agreed";
const BLOCK = /<script type="application\/json" id="praman-answers">[^]*?<\/script>\n/;
// How long it may take until the first field can be typed into, in milliseconds, once the page is there.
const SOON = 1000;

const quoted = (slot) => `[data-slot="${slot}"]`;

const opened = async (context, file) => {
  const page = await context.newPage();
  page.on("pageerror", (error) => { throw error; });
  page.on("request", (request) => assert(/^(file|data|blob):/.test(request.url()), `the page asks for ${request.url()}`));
  await page.goto("file://" + file);
  await page.waitForSelector("html[data-filling=ready]", { timeout: 60000 });
  return page;
};

const saveCopy = async (page, to) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save a copy" }).click()]);
  await download.saveAs(to);
  return readFileSync(to, "utf8");
};

const blockIn = (html) => JSON.parse(BLOCK.exec(html)[0].replace(/<\/?script[^>]*>/g, ""));

const control = (page, slot) => page.locator(`${quoted(slot)} .control`).first();

const measure = async (browser) => {
  for (const name of ["tcf", "checklist", "record"]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector(".control")) return;
        window.firstInput = performance.now() - performance.getEntriesByType("navigation")[0].responseEnd;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto("file://" + pageOf(name));
    await page.waitForSelector("html[data-filling=ready]", { timeout: 60000 });
    const { soon, fields } = await page.evaluate(() => ({ soon: Math.round(window.firstInput), fields: document.querySelectorAll(".control").length }));
    console.log(`${name}.html: ${Math.round(statSync(pageOf(name)).size / 1024)} KiB, ${fields} inputs, typed into after ${soon} ms`);
    assert(soon < SOON, `${name}.html can be typed into after ${soon} ms; ${SOON} are allowed`);
    // What is saved is the page as it was sent.
    const copy = await saveCopy(page, `${dossier}/out/${name}-copy.tmp`);
    assert(copy.replace(BLOCK, "") === readFileSync(pageOf(name), "utf8"), `a copy of ${name}.html has other bytes`);
    await context.close();
  }
};

const fillIn = async (browser) => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  let page = await opened(context, pageOf("tcf"));
  const untouched = blockIn(await saveCopy(page, `${dossier}/untouched.html`));
  assert.deepEqual(untouched.answers, []);
  await control(page, TEXT).fill("First line,\n\"second\" <line> é घ.");
  await control(page, CHOICE).selectOption("agreed");
  await page.close();
  // Closed and opened again, what was typed is there.
  page = await opened(context, pageOf("tcf"));
  assert.equal(await control(page, TEXT).inputValue(), "First line,\n\"second\" <line> é घ.");
  assert.equal(await control(page, CHOICE).inputValue(), "agreed");
  await page.waitForFunction(() => /not saved since/.test(document.querySelector(".progress").textContent));
  const first = await saveCopy(page, `${dossier}/first.html`);
  assert.deepEqual(blockIn(first).answers.map(({ slot }) => slot).sort(), [TEXT, CHOICE].sort());
  await page.waitForFunction(() => /saved at/.test(document.querySelector(".progress").textContent));
  // Print shows what was typed, and no input.
  await page.emulateMedia({ media: "print" });
  assert(await page.locator(`${quoted(TEXT)} > .typed`).first().isVisible());
  assert.equal(await page.locator(".control:visible, .bar:visible").count(), 0);
  await page.emulateMedia({ media: "screen" });
  // The copy opens anywhere with what was typed, and can be changed and saved again.
  const elsewhere = await browser.newContext();
  const copy = await opened(elsewhere, `${dossier}/first.html`);
  assert.equal(await control(copy, CHOICE).inputValue(), "agreed");
  await control(copy, TEXT).fill("Changed in the copy.");
  const second = blockIn(await saveCopy(copy, `${dossier}/second.html`));
  assert.equal(second.earlier.length, 1);
  assert.equal(second.answers.length, 2);
  assert.equal(readFileSync(`${dossier}/second.html`, "utf8").replace(BLOCK, ""), readFileSync(pageOf("tcf"), "utf8"));
  await elsewhere.close();
  // As text, for mail.
  await control(page, TEXT).fill("In the mail.");
  await page.getByRole("button", { name: "Copy answers as text" }).click();
  const text = await page.locator(".copied").inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  writeFileSync(`${dossier}/mail.txt`, text.replace(/^/gm, "> "));
  // A browser that saves the page as it is has the answers in it.
  await page.waitForTimeout(400);
  writeFileSync(`${dossier}/saved-by-browser.html`, "<!DOCTYPE html>\n" + await page.evaluate(() => document.documentElement.outerHTML));
  const again = await opened(await browser.newContext(), `${dossier}/saved-by-browser.html`);
  assert.equal(await control(again, TEXT).inputValue(), "In the mail.");
  assert.equal(await again.locator(".bar").count(), 1);
  await again.context().close();
  return { context, page };
};

const importAll = () => {
  const dry = praman("import", dossier, `${dossier}/second.html`, "--as", "asha", "--dry-run");
  assert(/taken/.test(dry) && /nothing was written/.test(dry), dry);
  // The later copy first: it takes the place of the earlier one.
  const second = praman("import", dossier, `${dossier}/second.html`, "--as", "asha");
  assert(/Changed in the copy/.test(second), second);
  const first = praman("import", dossier, `${dossier}/first.html`, "--as", "asha");
  assert(/heard before/.test(first) && !/conflict/.test(first), first);
  // Two people changed what the first copy brought: both answers stand until somebody settles it.
  const mail = praman("import", dossier, `${dossier}/mail.txt`, "--as", "asha");
  assert(/conflict/.test(mail), mail);
  const same = praman("import", dossier, `${dossier}/saved-by-browser.html`, "--as", "asha");
  assert(/already so/.test(same) && !/taken/.test(same), same);
};

const settle = async (browser, context) => {
  praman("build", dossier, "--format", "html", "--replace");
  const page = await opened(context, pageOf("tcf"));
  // What was typed into the page before is of that page; here the conflict is shown.
  const values = await page.locator(`${quoted(TEXT)} .value`).allTextContents();
  assert.deepEqual(values.sort(), ["Changed in the copy.", "In the mail."]);
  await page.getByRole("button", { name: /^Take for .*In the mail/ }).first().click();
  assert.equal(await control(page, TEXT).inputValue(), "In the mail.");
  await saveCopy(page, `${dossier}/settled.html`);
  const settled = praman("import", dossier, `${dossier}/settled.html`, "--as", "asha");
  assert(/4 taken/.test(settled), settled);
  // A change of the product puts the answer to review, and it is still true.
  const product = `${dossier}/product.yaml`;
  writeFileSync(product, readFileSync(product, "utf8").replace(/(bootloader:\n +kind: bootloader\n +version: )"2.10"/, '$1"2.11"'));
  praman("build", dossier, "--format", "html", "--replace");
  const review = await opened(context, pageOf("tcf"));
  const still = review.locator(`${quoted(TEXT)} .still input`).first();
  await still.check();
  const confirmed = blockIn(await saveCopy(review, `${dossier}/confirmed.html`));
  assert.deepEqual(confirmed.answers.map(({ slot, value, confirmed }) => [slot, value, confirmed]), [[TEXT, "In the mail.", true]]);
  praman("import", dossier, `${dossier}/confirmed.html`, "--as", "asha");
  praman("build", dossier, "--format", "html", "--replace");
  const after = await opened(context, pageOf("tcf"));
  assert.equal(await after.locator(`${quoted(TEXT)} .still`).count(), 0);
  assert.equal(await control(after, TEXT).inputValue(), "In the mail.");
  await context.close();
};

const reachable = async (browser) => {
  const page = await opened(await browser.newContext(), pageOf("tcf"));
  // From one field Tab goes to the next, and each says what it asks.
  const names = [];
  await page.locator(".control").first().focus();
  for (let count = 0; count < 5; count += 1) {
    names.push(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
    await page.keyboard.press("Tab");
  }
  assert(names.every(Boolean), `fields without names: ${names}`);
  await page.getByRole("button", { name: "Next to fill in" }).click();
  assert(await page.evaluate(() => document.activeElement.matches(".control")));
  await page.context().close();
  const still = await browser.newContext({ javaScriptEnabled: false });
  const plain = await still.newPage();
  await plain.goto("file://" + pageOf("tcf"));
  assert.equal(await plain.locator(".control, .bar").count(), 0);
  assert(await plain.locator("text=In the mail.").first().isVisible());
  await still.close();
};

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  await measure(browser);
  const { context, page } = await fillIn(browser);
  importAll();
  await page.close();
  await settle(browser, context);
  await reachable(browser);
  await browser.close();
  console.log("pages: filled in, kept, saved, imported, built");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
