// Copies: the page as it was loaded with one block of answers, and the answers as text for mail that takes scripts away.
const touched = () => openFields.filter((field) => field.draft);
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// The answers that go out: those that were touched, and those of earlier copies that are again as they were.
const outgoing = () => {
  const sent = new Set(saved.copies.flatMap((copy) => copy.map(([slot]) => slot)));
  return openFields.filter((field) => field.draft || (sent.has(field.slot) && field.values?.length === 1));
};

const blockOf = (copy, at) => {
  const list = outgoing();
  const answers = list.map((field) => ({
    slot: slotOf(field),
    models: field.models,
    asked: field.asked,
    base: field.base,
    value: field.draft ? field.draft.value : field.held,
    ...(field.draft?.confirmed ? { confirmed: true } : {}),
  }));
  // What each copy that was saved before brought, where that was something else: this one takes its place.
  const earlier = saved.copies.map((copy) => {
    const values = new Map(copy);
    const changes = list.map((field, place) => [place, values.get(field.slot) ?? null]);
    return Object.fromEntries(changes.filter(([place, value]) => value !== answers[place].value));
  });
  const { dossier, document, edition, level, product, party, title } = page;
  return {
    schema: "praman/answers/1", dossier, export: page.export, document, title, edition, level, product, party, copy,
    saved: new Date(at).toISOString(), answers, earlier,
  };
};

// JSON in which nothing ends a script, and which no change of the encoding damages.
const toAscii = (value) => {
  const escape = (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<>\u007f-\uffff]/g, escape);
};

const noteSaved = (at) => {
  const copy = touched().map(({ slot, draft }) => [slot, draft.value]);
  const last = JSON.stringify(saved.copies.at(-1) ?? []);
  if (JSON.stringify(copy) !== last) saved.copies.push(copy);
  saved = { at, copies: saved.copies };
  store(OWN, saved);
  changed();
};

const VOID = new Set(["br", "col", "hr", "img", "input", "link", "meta", "wbr"]);
const BARE = new Set(["data-filled", "data-long", "hidden"]);
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => text.replace(/[&<>"']/g, (one) => ESCAPES[one]);

// Writes the page as praman wrote it, byte for byte, with a block of answers before its script.
const write = (node, block, out) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const isRaw = node.parentNode.localName === "style" || node.parentNode.localName === "script";
    out.push(isRaw ? node.data : escaped(node.data));
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.localName;
  if (name === "script" && !node.type) out.push(block);
  out.push(`<${name}`);
  // The policy is the one text of its own that praman writes with quotes.
  const text = node.httpEquiv ? (value) => value : escaped;
  for (const { name, value } of node.attributes) out.push(value === "" && BARE.has(name) ? ` ${name}` : ` ${name}="${text(value)}"`);
  const isSvg = node.namespaceURI.endsWith("svg");
  if (isSvg && !node.firstChild) {
    out.push("/>");
    return;
  }
  out.push(name === "html" ? ">\n" : ">");
  if (VOID.has(name)) return;
  for (const child of node.childNodes) write(child, block, out);
  if (name !== "html" && name !== "body") out.push(`<${"/"}${name}>`);
};

const copyWith = (block) => {
  const whole = new DOMParser().parseFromString(loaded, "text/html");
  const json = `<script type="application/json" id="${ANSWERS}">${toAscii(block)}<${"/"}script>\n`;
  const out = ["<!DOCTYPE html>\n"];
  write(whole.documentElement, json, out);
  out.push(`\n<${"/"}body>\n<${"/"}html>\n`);
  return out.join("");
};

const pad = (number) => String(number).padStart(2, "0");

const nameOfCopy = (at) => {
  const time = new Date(at);
  const [year, ...rest] = [time.getFullYear(), time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes(), time.getSeconds()];
  const [month, day, hour, minute, second] = rest.map(pad);
  return `${page.document}-answers-${year}-${month}-${day}-${hour}${minute}${second}.html`;
};

const saveCopy = () => {
  const at = Date.now();
  const html = copyWith(blockOf(newId(), at));
  const address = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = make("a", { href: address, download: nameOfCopy(at) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  noteSaved(at);
};

const LINE = 72;
const base64 = (ascii) => btoa(ascii).replace(/=+$/, "");

const answersAsText = (at) => {
  const block = blockOf(newId(), at);
  const json = toAscii(block);
  const shown = touched().map(({ slot, draft, ...field }) => {
    const words = draft.value === "" ? "(emptied)" : titleOf(field, draft.value);
    const still = draft.confirmed ? "still true: " : "";
    return `${slot}\n${`${still}${words}`.replace(/^/gm, "    ")}`;
  });
  const lines = (sumOf([json]) + base64(json)).match(new RegExp(`.{1,${LINE}}`, "g"));
  return [
    `${page.title}, ${page.edition}: ${block.answers.length} answers, ${block.saved}`, "", ...shown, "",
    "What follows is the same for praman import. Please leave it as it is.",
    "-----BEGIN PRAMAN ANSWERS-----", ...lines, "-----END PRAMAN ANSWERS-----", "",
  ].join("\n");
};

// What is typed so far is in the page too, for browsers that save pages as they are.
const keepInPage = () => {
  document.getElementById(ANSWERS)?.remove();
  if (touched().length === 0) return;
  const block = document.createElement("script");
  block.type = "application/json";
  block.id = ANSWERS;
  block.textContent = toAscii(blockOf(newId(), Date.now()));
  OWN_SCRIPT.before(block, "\n");
};
