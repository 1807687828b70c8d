"use strict";
// A chapter is one tab stop, and so are the contents: Tab goes from chapter to chapter, arrow keys go from link to link within
// one. What scrolls is a stop as long as it does not fit; a table that fits keeps its head in sight.
// Without scripts every link is a stop.
(() => {
  const parts = "nav.contents, #content, #content h2, nav.contents a, #content a[href]";
  const groupOf = new Map();
  const stops = new Map();
  const links = [];
  let group = [];
  for (const one of document.querySelectorAll(parts)) {
    if (!one.href) { group = []; continue; }
    if (group.length > 0) one.setAttribute("tabindex", "-1");
    else stops.set(group, one);
    group.push(one);
    groupOf.set(one, group);
    links.push(one);
  }
  const setStop = (link) => {
    const links = groupOf.get(link);
    stops.get(links).setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
    stops.set(links, link);
  };
  // Returns the first link that comes after an element or stands in it.
  const linkAfter = (element) => {
    let [low, high] = [0, links.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (element.compareDocumentPosition(links[middle]) & Node.DOCUMENT_POSITION_FOLLOWING) high = middle;
      else low = middle + 1;
    }
    return links[low];
  };
  // Tab goes on from where the reader has jumped or clicked, not from where the chapter was left.
  const goOnFrom = (element) => {
    const link = element && linkAfter(element);
    if (link) setStop(link);
  };
  const goOnFromAddress = () => goOnFrom(document.getElementById(decodeURIComponent(location.hash.slice(1))));
  const nextOf = (link, key) => {
    const seen = groupOf.get(link).filter((one) => one === link || one.checkVisibility());
    const at = seen.indexOf(link);
    switch (key) {
      case "ArrowDown": case "ArrowRight": return seen[at + 1];
      case "ArrowUp": case "ArrowLeft": return seen[at - 1];
      case "Home": return seen[0];
      case "End": return seen.at(-1);
    }
  };
  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
    const next = isPlain && groupOf.has(event.target) && nextOf(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    setStop(next);
    next.focus();
  });
  document.addEventListener("focusin", (event) => { if (groupOf.has(event.target)) setStop(event.target); });
  document.addEventListener("pointerdown", (event) => goOnFrom(event.target));
  addEventListener("hashchange", goOnFromAddress);
  // A filter may hide the link at which a chapter stops.
  const showStops = () => {
    for (const [group, link] of stops) {
      const seen = link.checkVisibility() ? link : group.find((one) => one.checkVisibility());
      if (seen && seen !== link) setStop(seen);
    }
  };
  for (const change of ["input", "reset"]) document.addEventListener(change, () => setTimeout(showStops));

  const nameOf = (region) => {
    const title = region.querySelector("caption, title") ?? region.parentElement.querySelector(":scope > figcaption");
    let before = region;
    while (!title && before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling ?? before.parentElement;
    return (title ?? before)?.textContent.trim() ?? "";
  };
  const fit = (region) => {
    const scrolls = region.scrollWidth > region.clientWidth || region.scrollHeight > region.clientHeight;
    region.classList.toggle("fits", !scrolls);
    if (scrolls === (region.getAttribute("role") === "group")) return;
    if (!scrolls) {
      for (const name of ["tabindex", "role", "aria-label"]) region.removeAttribute(name);
      return;
    }
    region.setAttribute("tabindex", "0");
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", nameOf(region));
  };
  const sizes = new ResizeObserver((changes) => changes.forEach((change) => fit(change.target)));
  for (const region of document.querySelectorAll(".table, .matrix, .drawing")) sizes.observe(region);
  document.documentElement.classList.add("keys");
  goOnFromAddress();
})();
