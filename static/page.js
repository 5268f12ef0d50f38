// What only a browser can do: copy an article's address or its citation, or the address
// of a calendar, and hand an article to the device's own ways of sharing. The buttons are
// hidden until they work; the page is whole without them.
// And to know whether a table is wider than its place: only then is that a stop of the Tab
// key, which scrolls it. Without this script it always is.
(() => {
  "use strict";
  const fit = new ResizeObserver((list) => {
    for (const { target } of list) {
      const box = target.closest(".table");
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else if (box !== document.activeElement) box.removeAttribute("tabindex"); // which keeps its focus
    }
  });
  for (const table of document.querySelectorAll(".table > table")) {
    fit.observe(table);
    fit.observe(table.parentElement);
  }

  const said = document.querySelector("output[data-done]");
  if (!said) return;
  const address = document.querySelector("link[rel=canonical]")?.href || location.href;
  const show = (button) => {
    button.hidden = false;
    if (button.parentElement.tagName === "LI") button.parentElement.hidden = false;
  };

  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", async () => {
        const text = button.dataset.copy === "address" ? address : document.getElementById(button.dataset.copy + "_").textContent.replace(/\u00a0/g, " ");
        said.textContent = "";
        try {
          await navigator.clipboard.writeText(text);
          said.textContent = said.dataset.done;
        } catch {
          said.textContent = text; // the browser will not; the reader still can
        }
      });
      show(button);
    }
  }

  const more = document.querySelector("[data-share]");
  if (more && navigator.share) {
    more.addEventListener("click", () => {
      // Closing the device's own window is not a mistake.
      navigator.share({ title: document.querySelector("h1").textContent, url: address }).catch(() => {});
    });
    show(more);
  }
})();
