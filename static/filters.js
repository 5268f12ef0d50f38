// The choices above the lists of a year or a month: they hide what was not chosen,
// say in a sentence what is left, and keep the choice in the address, so that it
// can be shared and Back returns to the one before. The page is whole without them.
(() => {
  "use strict";
  const form = document.querySelector("form.filters");
  const data = document.getElementById("filters_");
  if (!form || !data) return;
  const words = JSON.parse(data.textContent);
  const shown = document.getElementById("shown_");
  const whole = shown.textContent;
  const selects = [...form.querySelectorAll("select")];
  const reset = form.querySelector("[type=reset]");
  const forms = new Intl.PluralRules(document.documentElement.lang);

  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, words.group);
  const say = (message, n) => (message[forms.select(n)] ?? message.other).replace("{n}", number(n));

  const levels = new Map(); // of committees
  const names = new Map();
  for (const option of form.querySelectorAll("optgroup option")) {
    levels.set(option.value, option.parentElement.dataset.level);
    names.set(option.value, option.textContent);
  }

  // An entry is an item of a list; a line of a tally stands for as many as it says.
  const groups = [...document.querySelectorAll("main .month, main .dated")].map((section) => {
    const entries = [...section.querySelectorAll("[data-of]")].map((item) => ({
      item, of: item.dataset.of.split(" "), kind: item.dataset.kind, n: 1,
      reported: !item.parentElement.classList.contains("milestones") && !item.querySelector("[data-unreported]"),
    }));
    for (const line of (section.dataset.tally || "").split(" ").filter(Boolean)) {
      const [of, kind, n] = line.split("/");
      entries.push({ of: of.split("+"), kind, n: Number(n), reported: true });
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
    const { kind = "", level = "", committee = "" } = choice();
    const active = Boolean(kind || level || committee);
    const fits = (of, is) => (!kind || is === kind) && (!committee || of.includes(committee)) &&
      (!level || of.some((id) => levels.get(id) === level));
    let articles = 0, others = 0;
    const bodies = new Set();
    for (const group of groups) {
      let here = 0, left = 0;
      for (const entry of group.entries) {
        const yes = fits(entry.of, entry.kind);
        if (entry.item) entry.item.hidden = !yes;
        if (!yes) continue;
        left += entry.n;
        if (entry.reported) here += entry.n;
        else others += entry.n;
        for (const id of level ? entry.of.filter((id) => levels.get(id) === level) : entry.of.slice(0, 1)) bodies.add(id);
      }
      articles += here;
      group.section.hidden = left === 0;
      if (group.count) group.count.textContent = active ? say(words.what[kind] ?? words.what[""], kind === "congress" ? left : here) : group.whole;
      // A month's own page shows the same choice.
      if (group.link) group.link.search = query();
    }
    for (const m of meetings) m.hidden = !fits(m.dataset.of.split(" "), m.dataset.kind);
    // What they count was not chosen; the list below has all that was.
    for (const rest of rests) rest.hidden = active;
    for (const { link, to } of days) {
      if (document.querySelector(to)?.hidden) link.removeAttribute("href");
      else link.setAttribute("href", to);
    }
    // A congress of the register is none of the articles; where nothing else is
    // left, it is what is counted.
    let is = kind, n = articles;
    if (kind === "congress") n += others;
    else if (!articles && others) [is, n] = ["congress", others];
    const whose = committee ? names.get(committee) : say(words.whose[level] ?? words.whose[""], bodies.size);
    shown.textContent = !active ? whole : n === 0 ? words.none :
      words.of.replace("{what}", () => say(words.what[is] ?? words.what[""], n)).replace("{whose}", () => whose);
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
