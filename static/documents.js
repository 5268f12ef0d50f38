// The box and the choices above the register of documents, and the box above the tree of
// committees: they hide what does not match. What is typed is read forgivingly, without marks, capitals, dashes or
// slashes. Both are kept in the address. The page is whole without them.
(() => {
  "use strict";
  const form = document.querySelector("form.find");
  if (!form) return;
  const input = form.querySelector("input");
  const output = form.querySelector("output");
  const selects = [...form.querySelectorAll("select")];

  // As vietnamese.Fold: no marks, small letters, d for đ.
  const fold = (s) => s.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[đð]/g, "d");
  // In a number, TƯ is TW.
  const central = (s) => s.normalize("NFC").replace(/(\d\P{L}{0,3}\p{L}{1,4}\P{L}{1,3}\p{L}*t)ư(?!\p{L})/giu, "$1w");
  // Runs of letters and runs of digits; 05 is 5.
  const words = (s) => (fold(central(s)).match(/\p{L}+|\p{N}+/gu) || []).map((w) => w.replace(/^0+(?=\d)/, ""));

  const said = JSON.parse(form.dataset.words);
  const { lang } = document.documentElement;
  const number = new Intl.NumberFormat(lang);
  const plural = new Intl.PluralRules(lang);

  const entries = [];
  for (const section of document.querySelectorAll(".register section")) {
    const kind = words(section.querySelector("h2").firstChild.textContent);
    const chosenAs = section.querySelector("h2").id;
    for (const issuer of section.querySelectorAll(".issuer")) {
      const name = words(issuer.querySelector("h3").textContent);
      for (const item of issuer.querySelectorAll("li")) {
        const link = item.querySelector("a");
        const number = words(link.pathname.split("/").at(-2)); // 35-ct-tw
        const years = item.dataset.years || item.querySelector(".when").textContent;
        const told = [...item.querySelectorAll(".issued")].map((one) => one.textContent);
        const is = { kind: [chosenAs], issuer: [issuer.dataset.issuer, ...told], year: years.split(" ") };
        entries.push({ item, link, number, is, all: [...number, ...words(item.textContent), ...name, ...kind] });
      }
    }
  }
  // A committee is found by its name, its level and what it became.
  for (const item of document.querySelectorAll("main > .tree li")) {
    const link = item.querySelector("a");
    const name = words(link.textContent);
    entries.push({ item, link, number: name, is: {}, all: [...name, ...words(item.querySelector(".by").textContent)] });
  }
  const folds = [...document.querySelectorAll(".tree details")];
  const jumps = document.querySelector(".jumps");
  const groups = document.querySelectorAll(".register .issuer, .register section");
  const chips = [...document.querySelectorAll(".register .kinds a")];
  const ignored = new Set(words(said.leads ?? ""));
  const types = new Map((said.types ?? "").split(" ").map((one) => one.split("=").map(words)).map(([symbol, type]) => [symbol[0], type]));
  const read = (text) => words(text).filter((w) => !ignored.has(w));

  const chosen = (entry) => selects.every((s) => !s.value || entry.is[s.name].includes(s.value));
  const glued = (list) => list.join("");
  // What was typed has the whole number of an entry.
  const holds = ({ number }, wanted) => {
    const whole = glued(number);
    return number.length > 1 && /^\d/.test(whole) && wanted.some((_, i) => number.some((_, j) => glued(wanted.slice(i, i + j + 1)) === whole));
  };
  const begun = (entry, w) => entry.all.some((x) => x.startsWith(w));
  // Before a number a symbol is that of the entry's, or the type in words: NQ 202 is nghị quyết 202.
  const typed = (entry, w, next) => /^\d/.test(next) && types.has(w) ? entry.number.includes(w) || types.get(w).every((one) => begun(entry, one)) : begun(entry, w);
  // 35cttw is 35-CT/TW.
  const matches = (entry, wanted) => chosen(entry) && (glued(entry.number).startsWith(glued(wanted)) || wanted.every((w, i) =>
    /^\d/.test(w) ? entry.number.includes(w) || w.length === 4 && entry.all.includes(w) : typed(entry, w, wanted[i + 1])));

  // What may change places, by what it is in. It stands last there.
  const movable = new Map();
  for (const one of document.querySelectorAll(".register section, .register .issuer, .register .entries > li")) {
    if (!movable.has(one.parentElement)) movable.set(one.parentElement, []);
    movable.get(one.parentElement).push(one);
  }
  let moved = false;
  // What has the very number that was typed comes before what only begins with it.
  const order = (wanted) => {
    const first = new Set();
    for (const { item, found, number } of entries) {
      if (!found || !/^\d/.test(number[0]) || !wanted.includes(number[0])) continue;
      for (let e = item; e && !first.has(e); e = e.parentElement.closest(".register section, .register .issuer")) first.add(e);
    }
    if (first.size === 0 && !moved) return;
    moved = first.size > 0;
    for (const [parent, list] of movable) {
      const wantedOrder = [...list.filter((e) => first.has(e)), ...list.filter((e) => !first.has(e))];
      const now = [...parent.children].slice(-list.length);
      if (wantedOrder.some((e, i) => e !== now[i])) parent.append(...wantedOrder);
    }
  };

  const apply = () => {
    const wanted = read(input.value);
    const held = entries.filter((entry) => chosen(entry) && holds(entry, wanted));
    let found = 0;
    for (const entry of entries) {
      const yes = held.length > 0 ? held.includes(entry) : matches(entry, wanted);
      entry.item.hidden = !yes;
      entry.found = yes;
      if (yes) found++;
    }
    order(wanted);
    const any = wanted.length > 0 || selects.some((s) => s.value);
    // What is below another is shown below it.
    const above = (e) => e.parentElement.closest(".tree li");
    for (const { item, found } of entries) {
      for (let e = found ? above(item) : null; e; e = above(e)) e.hidden = false;
    }
    for (const f of folds) {
      f.hidden = !f.querySelector("li:not([hidden])");
      f.open = any && !f.hidden;
    }
    if (jumps) jumps.hidden = any;
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    for (const chip of chips) {
      const section = document.querySelector(chip.hash).parentElement;
      chip.parentElement.hidden = section.hidden;
      const count = `(${number.format(section.querySelectorAll(".entries > li:not([hidden])").length)})`;
      section.querySelector("h2 .count").textContent = chip.parentElement.querySelector(".count").textContent = count;
    }
    output.textContent = !any ? "" : found === 0 ? said.none : (said[`found/${plural.select(found)}`] ?? said["found/other"]).replace("#", () => number.format(found));
    for (const a of document.querySelectorAll(".languages a[hreflang]")) a.search = address().search;
    return wanted;
  };

  // Enter goes to the one that is left, or to the one whose whole number was typed.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = apply();
    const left = entries.filter((entry) => entry.found);
    const exact = left.filter((entry) => glued(entry.number) === glued(wanted) || holds(entry, wanted));
    const to = exact.length === 1 ? exact[0] : left.length === 1 ? left[0] : null;
    if (to && wanted.length) location.href = to.link.href;
  });
  const address = () => {
    const to = new URL(location.href);
    to.hash = "";
    for (const { name, value } of [input, ...selects]) {
      if (value.trim()) to.searchParams.set(name, value.trim());
      else to.searchParams.delete(name);
    }
    return to;
  };
  input.addEventListener("input", () => {
    apply();
    history.replaceState(null, "", address());
  });
  // A choice is a step that Back undoes; a letter is not.
  for (const s of selects) {
    s.addEventListener("change", () => {
      apply();
      history.pushState(null, "", address());
    });
  }
  const restore = () => {
    const q = new URLSearchParams(location.search);
    input.value = (q.get("q") || "").slice(0, input.maxLength);
    for (const s of selects) {
      const value = q.get(s.name) || "";
      s.value = [...s.options].some((o) => o.value === value) ? value : "";
    }
    apply();
  };
  addEventListener("popstate", restore);

  form.hidden = false;
  restore();
})();
