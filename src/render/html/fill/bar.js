// The bar at the foot of the window: how far it is, what is next, and the ways to send what was typed.
const status = make("p", { className: "progress" });
status.setAttribute("role", "status");
const note = make("p", { className: "note" });
note.setAttribute("role", "status");
const button = (textContent, run) => {
  const element = make("button", { type: "button", textContent });
  element.addEventListener("click", run);
  return element;
};

const isAnswered = ({ draft, standing }) => draft ? draft.value !== "" : !["missing", "conflict"].includes(standing);
const isPending = (field) => {
  if (!isAnswered(field)) return field.isNeeded || (field.standing === "conflict" && !field.draft);
  return field.standing === "to-review" && !field.draft;
};

const clock = (at) => `${pad(new Date(at).getHours())}:${pad(new Date(at).getMinutes())}`;

const savedWords = (typed) => {
  if (typed.length === 0) return "nothing typed yet";
  const since = saved.at === null ? typed : typed.filter(({ draft }) => draft.at > saved.at);
  if (saved.at !== null && since.length === 0) return `saved at ${clock(saved.at)}`;
  const first = Math.min(...since.map(({ draft }) => draft.at));
  return `not saved since ${clock(first)}${isKept ? "" : ", and this browser keeps nothing: save a copy before you close the page"}`;
};

const progressWords = () => {
  const needed = openFields.filter((field) => field.isNeeded);
  const untouched = openFields.filter(({ draft }) => !draft);
  const count = (standing) => untouched.filter((field) => field.standing === standing).length;
  const parts = [`${needed.filter(isAnswered).length} of ${needed.length} answered`];
  if (count("to-review") > 0) parts.push(`${count("to-review")} to review`);
  if (count("conflict") > 0) parts.push(`${count("conflict")} in conflict`);
  return [...parts, savedWords(touched())].join(" · ");
};

let waiting = null;
const changed = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    status.textContent = progressWords();
    keepInPage();
  }, 250);
};

const goToNext = () => {
  const from = document.activeElement;
  const isAfter = ({ places }) => from.compareDocumentPosition(places[0]) & Node.DOCUMENT_POSITION_FOLLOWING;
  const pending = openFields.filter((field) => isPending(field) && field.shown.length > 0);
  const here = lastField && from.closest(".bar") ? pending.find(({ places }) => lastField.compareDocumentPosition(places[0]) & Node.DOCUMENT_POSITION_FOLLOWING) : pending.find(isAfter);
  const next = here ?? pending[0];
  if (!next) {
    note.textContent = "Nothing is left to fill in.";
    return;
  }
  const [{ place, control }] = next.shown;
  place.scrollIntoView({ block: "center" });
  (control ?? place.querySelector("button, input"))?.focus({ preventScroll: true });
};

// From where the button for the next field goes on.
let lastField = null;
document.addEventListener("focusin", ({ target }) => {
  if (!target.closest(".bar")) lastField = target;
});

const textBox = make("textarea", { className: "copied", rows: 6, readOnly: true, label: "Answers as text, to be copied into a mail" });
const textPart = make("div", { className: "text", hidden: true }, textBox, button("Close", () => { textPart.hidden = true; }));

const copyText = async () => {
  const at = Date.now();
  textBox.value = answersAsText(at);
  textPart.hidden = false;
  textBox.focus();
  textBox.select();
  let isCopied = false;
  try {
    await navigator.clipboard.writeText(textBox.value);
    isCopied = true;
  } catch {
    isCopied = document.execCommand("copy");
  }
  note.textContent = isCopied ? "The answers are copied: paste them into a mail." : "Copy the text above with Ctrl+C, and paste it into a mail.";
  noteSaved(at);
};

const actions = () => [
  button("Next to fill in", goToNext),
  button("Save a copy", () => {
    saveCopy();
    note.textContent = "A copy is saved among your downloads. Send that file back, or go on typing in it.";
  }),
  button("Copy answers as text", copyText),
  button("Forget what I typed", () => {
    if (confirm("Take out all that was typed into this page and is in no saved copy?")) forget();
  }),
];

const offerOthers = () => {
  const others = findOthers();
  if (others.size === 0) return [];
  const count = others.size === 1 ? "1 answer was" : `${others.size} answers were`;
  const offer = make("p", { className: "offer" }, `${count} typed into an earlier page of this dossier and not changed here since. `);
  offer.append(button("Take over", () => {
    takeOver(others);
    offer.remove();
  }));
  return [offer];
};

const start = () => {
  const bar = make("aside", { className: "bar", label: "Filling in" });
  // Before the script, so that it is there when a page that a browser saved is opened.
  OWN_SCRIPT.before(bar);
  document.documentElement.setAttribute("data-filling", "");
  if (!fields) {
    bar.append(make("p", {}, "This page was changed on its way, so that nothing can be filled in here. Ask for it again."));
    return;
  }
  loadDrafts();
  bar.append(status, note, ...offerOthers(), textPart, make("div", { className: "actions" }, ...actions()));
  enhanceAll([...fields.values()]);
  status.textContent = progressWords();
  keepInPage();
  addEventListener("beforeunload", (event) => {
    if (!isKept && touched().some(({ draft }) => draft.at > (saved.at ?? 0))) event.preventDefault();
  });
};

start();
