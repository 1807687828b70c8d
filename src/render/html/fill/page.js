// What the page says of itself, and the page as it was loaded. It is taken before anything in it changes, so that a saved copy is
// the page that was sent, and the answers.
const ANSWERS = "praman-answers";
const OWN_SCRIPT = document.currentScript;
const page = JSON.parse(document.getElementById("praman-page").textContent);

// A browser saves the page with what this script added to it. That is taken out again.
const restore = () => {
  for (const one of document.querySelectorAll("[data-added]")) one.remove();
  for (const paper of document.querySelectorAll(".paper")) paper.replaceWith(...paper.childNodes);
  for (const place of document.querySelectorAll(".open, .closed")) {
    place.classList.remove("open", "closed", "touched");
    if (place.hasAttribute("data-typed")) place.removeAttribute("data-filled");
    place.removeAttribute("data-typed");
    const label = place.getAttribute("data-label");
    if (label === null) continue;
    place.setAttribute("aria-label", label);
    place.removeAttribute("data-label");
  }
  document.documentElement.removeAttribute("data-filling");
};

// Takes the answers of a saved copy out of the page.
const takeAnswers = () => {
  const block = document.getElementById(ANSWERS);
  if (!block) return null;
  const after = block.nextSibling;
  if (after?.nodeType === Node.TEXT_NODE) after.remove();
  block.remove();
  try {
    return JSON.parse(block.textContent);
  } catch {
    return null;
  }
};

if (document.documentElement.hasAttribute("data-filling")) restore();
const brought = takeAnswers();
const loaded = document.documentElement.outerHTML;

// FNV-1a over the UTF-16 units of the slots, as the page gives it.
const sumOf = (slots) => {
  let sum = 0x811c9dc5;
  for (const slot of slots) {
    for (let at = 0; at < slot.length; at += 1) sum = Math.imul(sum ^ slot.charCodeAt(at), 0x01000193);
    sum = Math.imul(sum ^ 10, 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, "0");
};

const kindOf = (shape) => {
  if (typeof shape === "string") return { kind: shape };
  return { kind: "choice", options: shape.choice };
};

const understand = (entry) => {
  if (entry === null) return {};
  if (typeof entry === "number") return { closedFor: page.parties[entry] };
  const [shape, need, models, asked, held] = entry;
  return {
    isOpen: true,
    ...kindOf(page.shapes[shape]),
    isNeeded: need === 1,
    models: page.models[models],
    asked,
    base: held ? held.base.map((place) => page.bases[place]) : [],
    standing: held?.standing ?? "missing",
    values: held?.values,
    fixed: held?.fixed,
    shown: [],
    draft: null,
  };
};

// The fields by slot, in the order of the page. None if the page is not as it was made: no answer goes to another slot.
const gatherFields = () => {
  const fields = new Map();
  for (const place of document.querySelectorAll("[data-slot]")) {
    const { slot } = place.dataset;
    if (!fields.has(slot)) fields.set(slot, { slot, places: [] });
    fields.get(slot).places.push(place);
  }
  if (sumOf(fields.keys()) !== page.order) return null;
  const entries = page.fields.values();
  for (const field of fields.values()) Object.assign(field, understand(entries.next().value));
  return fields;
};

const fields = gatherFields();
const openFields = fields ? [...fields.values()].filter((field) => field.isOpen) : [];

const make = (tag, parts = {}, ...children) => {
  const { label, describedBy, ...rest } = parts;
  const element = Object.assign(document.createElement(tag), rest);
  if (label) element.setAttribute("aria-label", label);
  if (describedBy) element.setAttribute("aria-describedby", describedBy);
  element.setAttribute("data-added", "");
  element.append(...children);
  return element;
};
