"use strict";
// Hides the rows that a filter leaves out, and the columns of a matrix in which nothing is left. Rows of one subject, in whatever
// tables, come and go together. What is chosen stands in the address, so that it can be sent to somebody.
(() => {
  const titleOf = (row) => {
    const words = row.cells[0].cloneNode(true);
    for (const key of words.querySelectorAll("code")) key.remove();
    return words.textContent.toLowerCase();
  };
  const groups = new Map();
  for (const row of document.querySelectorAll("tr[data-filter]")) {
    const name = row.dataset.filter;
    if (!groups.has(name)) groups.set(name, new Map());
    const subjects = groups.get(name);
    const key = row.dataset.subject;
    if (!subjects.has(key)) subjects.set(key, { key: key.toLowerCase(), rows: [], text: "", facets: {} });
    const subject = subjects.get(key);
    subject.rows.push(row);
    subject.text += " " + titleOf(row);
    Object.assign(subject.facets, row.dataset);
  }
  const forms = [...document.querySelectorAll("form.filter")];
  const matrices = [...document.querySelectorAll(".matrix:not(.list) table")];
  // A word is looked for in titles; a whole key is found too.
  const has = (subject, word) =>
    subject.text.includes(word) || subject.key === word || subject.key.endsWith(":" + word);
  const fitColumns = (table) => {
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const heads = table.tHead.rows[0].cells;
    for (let at = 1; at < heads.length; at += 1) {
      const isEmpty = rows.length < table.tBodies[0].rows.length && !rows.some((row) => row.cells[at].textContent);
      if (heads[at].hidden === isEmpty) continue;
      for (const row of table.rows) row.cells[at].hidden = isEmpty;
    }
  };
  const fieldsOf = (form) => [...form.elements].filter((one) => one.name);
  const keep = (form) => {
    const address = new URL(location.href);
    for (const one of fieldsOf(form)) {
      const name = form.dataset.filter + "." + one.name;
      if (one.value) address.searchParams.set(name, one.value);
      else address.searchParams.delete(name);
    }
    // Some browsers let a page that was opened from a folder keep its address.
    try { history.replaceState(null, "", address); } catch { /* The filter works all the same. */ }
  };
  const apply = (form) => {
    const subjects = groups.get(form.dataset.filter) ?? new Map();
    const facets = [...form.querySelectorAll("select")].filter((one) => one.value);
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const subject of subjects.values()) {
      const fits = facets.every((one) => subject.facets[one.name] === one.value)
        && words.every((word) => has(subject, word));
      if (fits) shown += 1;
      for (const row of subject.rows) row.hidden = !fits;
    }
    matrices.forEach(fitColumns);
    for (const other of forms.filter((one) => one.dataset.filter === form.dataset.filter)) {
      if (other !== form) for (const one of fieldsOf(form)) other.elements[one.name].value = one.value;
      other.querySelector("output").textContent = `${shown} of ${subjects.size} shown`;
      other.classList.toggle("active", shown < subjects.size);
    }
  };
  const change = (form) => { apply(form); keep(form); };
  const asked = new URL(location.href).searchParams;
  for (const form of forms) {
    form.hidden = false;
    for (const one of fieldsOf(form)) one.value = asked.get(form.dataset.filter + "." + one.name) ?? "";
    form.addEventListener("input", () => change(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => change(form)));
    apply(form);
  }
})();
