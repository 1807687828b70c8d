"use strict";
// Hides the rows that a filter leaves out. Rows of one subject, in whatever tables, come and go together.
(() => {
  const groups = new Map();
  for (const row of document.querySelectorAll("tr[data-filter]")) {
    const name = row.dataset.filter;
    if (!groups.has(name)) groups.set(name, new Map());
    const subjects = groups.get(name);
    const key = row.dataset.subject;
    if (!subjects.has(key)) subjects.set(key, { rows: [], text: "", facets: {} });
    const subject = subjects.get(key);
    subject.rows.push(row);
    subject.text += " " + row.textContent.toLowerCase();
    Object.assign(subject.facets, row.dataset);
  }
  const forms = [...document.querySelectorAll("form.filter")];
  const apply = (form) => {
    const subjects = groups.get(form.dataset.filter) ?? new Map();
    const facets = [...form.querySelectorAll("select")].filter((one) => one.value);
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const subject of subjects.values()) {
      const fits = facets.every((one) => subject.facets[one.name] === one.value)
        && words.every((word) => subject.text.includes(word));
      if (fits) shown += 1;
      for (const row of subject.rows) row.hidden = !fits;
    }
    for (const other of forms.filter((one) => one.dataset.filter === form.dataset.filter)) {
      if (other !== form) for (const one of form.elements) if (one.name) other.elements[one.name].value = one.value;
      other.querySelector("output").textContent = `${shown} of ${subjects.size} shown`;
      other.classList.toggle("active", shown < subjects.size);
    }
  };
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("input", () => apply(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => apply(form)));
    apply(form);
  }
})();
