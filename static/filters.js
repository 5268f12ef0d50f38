// The choices above the lists of a year or a month: they hide what was not chosen,
// say in a sentence what is left, and keep the choice in the address, so that it
// can be shared and Back returns to the one before. The page is whole without them.
(() => {
  "use strict";
  const form = document.querySelector("form.filters");
  if (!form) return;
  const words = JSON.parse(form.dataset.words);
  const shown = document.getElementById("shown_");
  const whole = shown.textContent;
  const selects = [...form.querySelectorAll("select")];
  const reset = form.querySelector("[type=reset]");
  const drawn = document.getElementById("drawn_"); // that the drawing of a year is of all
  const set = form.querySelector("summary .count"); // how many are chosen, where they are folded
  const forms = new Intl.PluralRules(document.documentElement.lang);

  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, words.group);
  const say = (part, name, n) => {
    const key = `${part}/${name || "any"}/`;
    return (words[key + forms.select(n)] ?? words[key + "other"]).replace("#", number(n));
  };

  const levels = new Map(); // of committees
  const names = new Map();
  for (const option of form.querySelectorAll("optgroup option")) {
    levels.set(option.value, option.parentElement.dataset.level);
    names.set(option.value, option.textContent);
  }

  // An entry is an item of a list; a part of a tally stands for as many articles as
  // it says. A congress of the register that no article reports is not one of them.
  const groups = [...document.querySelectorAll("main .month, main .dated")].map((section) => {
    const entries = [...section.querySelectorAll("[data-of]")].map((item) => ({
      item, of: item.dataset.of.split(" "), kind: item.dataset.kind, term: item.dataset.term ?? "", n: 1,
      article: !("registered" in item.dataset),
    }));
    for (const line of (section.dataset.tally || "").split(" ").filter(Boolean)) {
      const [of, kind, n, term = ""] = line.split("/");
      entries.push({ of: of.split("+"), kind, term, n: Number(n), article: true });
    }
    const count = section.querySelector("h2 .count");
    return { section, entries, count, whole: count?.textContent, link: section.querySelector("h2 a") };
  });
  const meetings = [...document.querySelectorAll(".meeting")];
  const rests = [...document.querySelectorAll(".month-grid .rest")];
  const days = [...document.querySelectorAll(".month-grid a[href^='#']")].map((link) => ({ link, to: link.hash }));

  const choice = () => Object.fromEntries(selects.map((s) => [s.name, s.value]));
  const query = () => {
    const q = new URLSearchParams();
    for (const s of selects) if (s.value) q.set(s.name, s.value);
    return q.toString() ? "?" + q : "";
  };

  const apply = () => {
    const { kind = "", level = "", committee = "", term = "" } = choice();
    const chosen = [kind, level, committee, term].filter(Boolean).length, active = chosen > 0;
    set.textContent = active ? ` (${chosen})` : "";
    const fits = (of, is, at) => (!kind || is === kind) && (!term || at === term) && (!committee || of.includes(committee)) &&
      (!level || of.some((id) => levels.get(id) === level));
    // What is left in words: articles, and congresses that no article reports; of one
    // kind all are that.
    const sum = (entries) => entries.reduce((n, entry) => n + entry.n, 0);
    const count = (left) => {
      if (kind) return say("what", kind, sum(left));
      const articles = sum(left.filter((entry) => entry.article));
      const congresses = left.filter((entry) => !entry.article).length;
      if (congresses === 0) return say("what", "", articles);
      if (articles === 0) return say("what", "congress", congresses);
      return words.and.replace("#articles", () => say("what", "", articles)).replace("#congresses", () => say("what", "congress", congresses));
    };
    const all = [];
    for (const group of groups) {
      const left = group.entries.filter((entry) => fits(entry.of, entry.kind, entry.term));
      for (const { item } of group.entries) if (item) item.hidden = true;
      for (const { item } of left) if (item) item.hidden = false;
      all.push(...left);
      group.section.hidden = left.length === 0;
      if (group.count) group.count.textContent = active ? count(left) : group.whole;
      // A month's own page shows the same choice.
      if (group.link) group.link.search = query();
    }
    for (const m of meetings) m.hidden = !fits(m.dataset.of.split(" "), m.dataset.kind, m.dataset.term ?? "");
    // What they count was not chosen; the list below has all that was.
    for (const rest of rests) rest.hidden = active;
    for (const { link, to } of days) {
      if (document.querySelector(to)?.hidden) link.removeAttribute("href");
      else link.setAttribute("href", to);
    }
    const bodies = new Set(all.flatMap(({ of }) => level ? of.filter((id) => levels.get(id) === level) : of[0]));
    const whose = committee ? names.get(committee) : say("whose", level, bodies.size);
    const those = () => words.of.replace("#whose", () => whose).replace("#what", () => count(all));
    const inTerm = (those) => !term ? those :
      words.inTerm.replace("#shown", () => those).replace("#term", () => form.elements.term.selectedOptions[0].textContent);
    shown.textContent = !active ? whole : !all.length ? words.none : inTerm(those());
    // The other language shows the same choice.
    for (const a of document.querySelectorAll(".languages a[hreflang]")) a.search = query();
    if (drawn) drawn.hidden = !active;
    reset.hidden = !active;
  };

  // A value that is not among the choices leaves its list at all.
  const read = () => {
    const q = new URLSearchParams(location.search);
    for (const s of selects) {
      const value = q.get(s.name) || "";
      s.value = [...s.options].some((o) => o.value === value) ? value : "";
    }
    apply();
  };
  const keep = () => {
    apply();
    history.pushState(null, "", location.pathname + query());
  };

  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const s of selects) s.value = "";
    keep();
    selects[0].focus(); // the button is gone
  });
  addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
