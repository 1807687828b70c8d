// Drafts: what is typed is kept by the browser until the page is opened again. Pages that are files share one store, so a draft is
// under the dossier, this page, the copy of it, and the slot; the base that it was typed over is with it.
const OF_DOSSIER = `praman/${page.dossier}/`;
const OWN = `${OF_DOSSIER}${page.export}/${brought?.copy ?? ""}/`;
let isKept = true;
// When a copy was saved last, and what the copies so far brought, by slot.
let saved = { at: null, copies: [] };

const store = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    isKept = false;
  }
};

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

const keysOf = (prefix) => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    isKept = false;
    return [];
  }
};

const isBrought = new Set();

const keepDraft = (field) => {
  const { draft, base } = field;
  // What a copy brought and somebody took back would be there again.
  const gone = isBrought.has(field) ? { gone: true } : null;
  store(OWN + field.slot, draft ? { ...draft, base } : gone);
};

const isDraft = (draft) => typeof draft?.value === "string" && Boolean(draft.at);

const slotOf = (field) => {
  const models = `@${field.models.join("+")}`;
  return field.slot.endsWith(models) ? field.slot.slice(0, -models.length) : field.slot;
};

const fieldsByName = () => {
  const name = (slot, models) => JSON.stringify([slot, models]);
  const byName = new Map(openFields.map((field) => [name(slotOf(field), field.models), field]));
  return (answer) => byName.get(name(answer.slot, answer.models));
};

// Puts the answers of a saved copy, and then what was typed into it since, into the fields.
const loadDrafts = () => {
  const find = fieldsByName();
  const at = Date.parse(brought?.saved) || Date.now();
  const list = (brought?.answers ?? []).map((answer) => [find(answer), answer]);
  const copy = new Map();
  for (const [field, { value, confirmed }] of list) {
    if (!field || typeof value !== "string") continue;
    field.draft = { value, confirmed: Boolean(confirmed), at };
    isBrought.add(field);
    copy.set(field.slot, value);
  }
  if (brought) {
    const before = (changes) => {
      const earlier = new Map(copy);
      for (const [place, value] of Object.entries(changes)) {
        const slot = list[place]?.[0]?.slot;
        if (value === null) earlier.delete(slot);
        else earlier.set(slot, value);
      }
      return [...earlier];
    };
    saved = { at, copies: [...(brought.earlier ?? []).map(before), [...copy]] };
  }
  saved = read(OWN) ?? saved;
  for (const key of keysOf(OWN)) {
    const field = fields.get(key.slice(OWN.length));
    const draft = read(key);
    if (!field?.isOpen) continue;
    if (draft?.gone) field.draft = null;
    else if (isDraft(draft)) field.draft = { value: draft.value, confirmed: Boolean(draft.confirmed), at: draft.at };
  }
};

// Drafts of earlier pages of this dossier that were typed over what stands here too.
const findOthers = () => {
  const others = new Map();
  for (const key of keysOf(OF_DOSSIER)) {
    if (key.startsWith(OWN)) continue;
    const [, , , copy, ...slot] = key.split("/");
    const field = copy === "" ? fields.get(slot.join("/")) : null;
    const draft = field?.isOpen && !field.draft && read(key);
    if (!isDraft(draft) || JSON.stringify(draft.base) !== JSON.stringify(field.base)) continue;
    if (!(others.get(field)?.at > draft.at)) others.set(field, draft);
  }
  return others;
};

const takeOver = (others) => {
  for (const [field, { value, confirmed }] of others) changeDraft(field, { value, confirmed: Boolean(confirmed) });
};

const forget = () => {
  for (const key of keysOf(OWN)) store(key, null);
  saved = { at: null, copies: [] };
  for (const field of openFields) {
    if (!field.draft) continue;
    field.draft = null;
    keepDraft(field);
    show(field);
  }
  changed();
};
