// The key / begins a search, on every page. Somebody who speaks to the computer may
// type it without wanting to, and so the search page has a box that turns it off.
(() => {
  "use strict";
  const NAME = "bantin.keys"; // in the browser's storage
  const wanted = () => {
    try {
      return localStorage.getItem(NAME) !== "off";
    } catch {
      return true; // nothing is stored here
    }
  };
  const input = document.getElementById("search_q") ?? document.getElementById("seek_");
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || !input || !wanted()) return;
    if (e.target.closest?.("input, select, textarea, [contenteditable]")) return;
    e.preventDefault();
    input.focus();
    input.select();
  });

  const box = document.getElementById("search_keys");
  if (!box) return;
  box.checked = wanted();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(NAME, box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  });
  box.closest("[hidden]").hidden = false;
})();
