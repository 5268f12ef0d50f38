// The box above the register of documents: it hides what does not match. What is
// typed is read forgivingly, without marks, capitals, dashes or slashes. The page
// is whole without it.
(() => {
  "use strict";
  const form = document.querySelector("form.find");
  if (!form) return;
  const input = form.querySelector("input");
  const output = form.querySelector("output");

  // As vietnamese.Fold: no marks, small letters, d for đ.
  const fold = (s) => s.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[đð]/g, "d");
  // Runs of letters and runs of digits; 05 is 5.
  const words = (s) => (fold(s).match(/\p{L}+|\p{N}+/gu) || []).map((w) => w.replace(/^0+(?=\d)/, ""));

  const entries = [];
  for (const section of document.querySelectorAll(".register section")) {
    const kind = words(section.querySelector("h2").firstChild.textContent);
    for (const issuer of section.querySelectorAll(".issuer")) {
      const name = words(issuer.querySelector("h3").textContent);
      for (const item of issuer.querySelectorAll("li")) {
        const link = item.querySelector("a");
        const number = words(link.pathname.split("/").at(-2)); // 35-ct-tw
        entries.push({ item, link, number, all: [...number, ...words(item.textContent), ...name, ...kind] });
      }
    }
  }
  const groups = document.querySelectorAll(".register .issuer, .register section");
  const ignored = new Set(["so", "no", "number"]);

  const matches = (entry, wanted) => wanted.every((w) =>
    /^\d/.test(w) ? entry.number.includes(w) || w.length === 4 && entry.all.includes(w) : entry.all.some((x) => x.startsWith(w)));

  const apply = () => {
    const wanted = words(input.value).filter((w) => !ignored.has(w));
    let found = 0;
    for (const entry of entries) {
      const yes = matches(entry, wanted);
      entry.item.hidden = !yes;
      if (yes) found++;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    const { one, found: many, none } = form.dataset;
    output.textContent = !wanted.length ? "" : found === 0 ? none : found === 1 ? one : many.replace("#", found);
    return wanted;
  };

  // Enter goes to the one that is left, or to the one whose whole number was typed.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = apply();
    const left = entries.filter((entry) => !entry.item.hidden);
    const exact = left.filter((entry) => entry.number.join(" ") === wanted.join(" "));
    const to = exact.length === 1 ? exact[0] : left.length === 1 ? left[0] : null;
    if (to && wanted.length) location.href = to.link.href;
  });
  input.addEventListener("input", () => {
    apply();
    const address = new URL(location.href);
    if (input.value.trim()) address.searchParams.set("q", input.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  });

  form.hidden = false;
  input.value = new URL(location.href).searchParams.get("q") || "";
  apply();
})();
