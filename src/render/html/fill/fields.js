// Fields become inputs. What the page prints stays beside them for paper, and what is typed takes its place there.
const GROWS = CSS.supports("field-sizing", "content");
const isDay = (text) => text === "" || /^\d{4}-\d\d-\d\d$/.test(text);
const withLineFeeds = (text) => text.replace(/\r\n?/g, "\n");

const labelOf = (place) => {
  const label = place.getAttribute("aria-label") ?? place.querySelector(":scope > .unseen")?.textContent ?? place.textContent;
  return label.trim().replace(/:( to be filled in)?$/, "");
};

const linesOf = (element) => {
  const parts = [...element.childNodes].map((node) => node.nodeName === "BR" ? "\n" : node.textContent);
  return parts.join("");
};

// What a place prints: an answer, or what the product file gives.
const printedIn = (place) => {
  const answer = place.querySelector(":scope > .answer");
  if (answer) return linesOf(answer);
  const [label, ...rest] = place.childNodes;
  return label?.className === "unseen" ? rest.map((node) => node.textContent).join("") : "";
};

const titleOf = (field, value) => field.options?.find(([key]) => key === value)?.[1] ?? value;

const makeSelect = (field) => {
  const options = [["", "—"], ...field.options];
  if (field.held && !field.options.some(([key]) => key === field.held)) options.push([field.held, field.held]);
  return make("select", {}, ...options.map(([value, text]) => make("option", { value, textContent: text })));
};

const grow = (control) => {
  if (GROWS || control.tagName !== "TEXTAREA") return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight + 2}px`;
};

const makeControl = (field) => {
  if (field.options) return makeSelect(field);
  if (field.kind === "date" && isDay(field.held)) return make("input", { type: "date" });
  return make("textarea", { rows: field.kind === "lines" ? 2 : 1, placeholder: isSplit(field) ? "One for all models" : "", maxLength: 50000, spellcheck: true });
};

const changeDraft = (field, draft, from) => {
  const isTouched = draft.confirmed || draft.value !== field.held;
  field.draft = isTouched ? { ...draft, at: Date.now() } : null;
  keepDraft(field);
  show(field, from);
  changed();
};

// What several people, or several models, have: one of them is taken, or another is written.
const makeValues = (field) => {
  const buttons = field.values.map((value) => {
    const words = titleOf(field, value);
    const take = make("button", { type: "button", textContent: "Take", label: `Take for ${field.label}: ${words}` });
    take.addEventListener("click", () => changeDraft(field, { value, confirmed: false }));
    return make("li", {}, take, make("span", { className: "value", dir: "auto", textContent: words }));
  });
  return make("ul", { className: "values" }, ...buttons);
};

const makeStill = (field) => {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => changeDraft(field, { value: field.held, confirmed: box.checked }));
  return make("label", { className: "still" }, box, " Still true");
};

const open = (field, place) => {
  const nodes = [...place.childNodes];
  const mark = nodes.find((node) => node.className?.startsWith?.("standing"));
  const paper = document.createElement("span");
  paper.className = "paper";
  paper.append(...nodes.filter((node) => node !== mark));
  const typed = make("span", { className: "answer typed", dir: "auto" });
  const added = [paper, typed];
  const shown = { place, typed, wasFilled: place.hasAttribute("data-filled") };
  if (mark) mark.id ||= `mark.${field.slot}`;
  if (isSplit(field)) place.classList.add("split");
  else if (field.values.length > 1) added.push(makeValues(field));
  if (!field.fixed) {
    shown.control = makeControl(field);
    shown.control.classList.add("control");
    shown.control.setAttribute("aria-label", field.label);
    if (mark) shown.control.setAttribute("aria-describedby", mark.id);
    shown.control.addEventListener("input", () => changeDraft(field, { value: shown.control.value, confirmed: false }, shown.control));
    added.push(shown.control);
  } else {
    added.push(make("span", { className: "fixed", textContent: `Not editable here: ${field.fixed}.` }));
  }
  place.prepend(...added);
  if (field.standing === "to-review" && field.values.length === 1) {
    const still = makeStill(field);
    shown.still = still.firstChild;
    place.append(still);
  }
  if (place.hasAttribute("aria-label")) {
    place.setAttribute("data-label", place.getAttribute("aria-label"));
    place.removeAttribute("aria-label");
  }
  place.classList.add("open");
  place.classList.toggle("fixed-value", Boolean(field.fixed));
  field.shown.push(shown);
};

// Says whether the page prints what is no one answer of somebody: those of several models, or what follows from results. What
// is typed is for all models.
const isSplit = ({ standing, values, isGiven }) => ["differs", "follows"].includes(standing) || (standing === "missing" && values.length > 0 && !isGiven);

const enhance = (field) => {
  if (field.closedFor) {
    for (const place of field.places) {
      place.classList.add("closed");
      place.title = `Filled in by: ${field.closedFor}`;
    }
  }
  if (!field.isOpen) return;
  const [first] = field.places;
  field.label = labelOf(first);
  const printed = printedIn(first);
  // What the product file gives is no answer yet, but what is typed is over it.
  field.isGiven = field.standing === "missing" && !first.querySelector(":scope > .answer");
  field.values ??= printed ? [printed] : [];
  field.held = field.values.length === 1 && !isSplit(field) ? withLineFeeds(field.values[0]) : "";
  for (const place of field.places) open(field, place);
  show(field);
};

// Shows what a field holds in all its places.
const show = (field, except) => {
  const { draft } = field;
  const value = draft ? draft.value : field.held;
  for (const { place, control, typed, still, wasFilled } of field.shown) {
    if (control && control !== except) control.value = value;
    if (control && value) grow(control);
    if (still) still.checked = Boolean(draft?.confirmed);
    place.classList.toggle("touched", Boolean(draft));
    typed.textContent = draft ? titleOf(field, value) : "";
    const isFilled = draft ? value !== "" : wasFilled;
    place.toggleAttribute("data-filled", isFilled);
    place.toggleAttribute("data-typed", isFilled && !wasFilled);
  }
};

// Makes inputs piece by piece, so that the first can be used at once.
const SLICE = 24;
const enhanceAll = (list, at = 0) => {
  const until = performance.now() + SLICE;
  let next = at;
  while (next < list.length && performance.now() < until) enhance(list[next++]);
  if (next < list.length) setTimeout(() => enhanceAll(list, next));
  else document.documentElement.setAttribute("data-filling", "ready");
};
