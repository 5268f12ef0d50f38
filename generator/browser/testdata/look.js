// What the tests ask a page. It runs in a world of its own beside the page's scripts
// and touches nothing.
const look = (() => {
  const say = (e) => {
    const text = (e.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const name = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join("");
    return text ? `${name} "${text}"` : name;
  };

  // Where a link leads; those of a drawing have no href that is a string.
  const to = (a) => a.hasAttribute("href") ? new URL(a.getAttribute("href"), document.baseURI).href : "";

  // Shown to eyes: not hidden, and not the usual pixel for screen readers alone.
  const seen = (e) => {
    if (!e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0 && !heard(e);
  };
  const heard = (e) => {
    for (; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.clipPath === "inset(50%)" || style.position === "absolute" && e.offsetWidth <= 1) return true;
    }
    return false;
  };
  // The nearest element around it that scrolls or cuts off.
  const frame = (e) => {
    for (e = e.parentElement; e && e !== document.body; e = e.parentElement) {
      if (getComputedStyle(e).overflowX !== "visible") return e;
    }
    return null;
  };

  // What makes the page wider than the window.
  const overflow = () => {
    const root = document.documentElement, width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 0.5 && seen(e) && !frame(e));
    // The innermost are to blame.
    const inner = out.filter((e) => !out.some((o) => o !== e && e.contains(o)));
    return [`${root.scrollWidth} of ${width} pixels`, ...inner.slice(0, 5).map(say)];
  };

  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const out = [];
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (n.data.trim() && seen(n.parentElement)) out.push(n);
    }
    return out;
  };

  // Text that is cut off where it cannot be scrolled to.
  const clipped = () => {
    const out = [];
    for (const e of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(e);
      const cuts = (o) => o === "hidden" || o === "clip";
      if (!(cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1)) continue;
      if (seen(e) && e.textContent.trim() && !e.closest("svg")) out.push(say(e));
    }
    return out.slice(0, 5);
  };

  // Texts that stand on each other. The upper and lower quarter of a line is room
  // for marks, where the next may begin.
  const overlaps = () => {
    const boxes = [];
    for (const n of texts()) {
      if (n.parentElement.closest("svg")) continue;
      const range = document.createRange();
      range.selectNodeContents(n);
      const around = frame(n.parentElement)?.getBoundingClientRect();
      for (const r of range.getClientRects()) {
        if (around && (r.left >= around.right || r.right <= around.left || r.top >= around.bottom || r.bottom <= around.top)) continue;
        const quarter = r.height / 4;
        boxes.push({ n, left: r.left + 2, right: r.right - 2, top: r.top + quarter, bottom: r.bottom - quarter });
      }
    }
    boxes.sort((a, b) => a.top - b.top);
    const out = [];
    for (let i = 0; i < boxes.length; i++) {
      for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom; k++) {
        const a = boxes[i], b = boxes[k];
        if (a.n !== b.n && a.left < b.right && b.left < a.right) out.push(`${say(a.n.parentElement)} and ${say(b.n.parentElement)}`);
      }
    }
    return out.slice(0, 5);
  };

  // Controls that lie on each other, and fields in which six letters have no room.
  const crowded = () => {
    const controls = [...document.querySelectorAll("a, summary, input, button, select")].filter((e) => seen(e) && !e.closest("svg"));
    const boxes = controls.flatMap((e) => [...e.getClientRects()].map((r) => ({ e, left: r.left + 1, right: r.right - 1, top: r.top + 1, bottom: r.bottom - 1 })));
    const out = [];
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        // Lines of running text that are large may touch: what is asked is of boxes.
        const inline = (e) => getComputedStyle(e).display === "inline";
        if (a.e === b.e || inline(a.e) || inline(b.e) || a.e.contains(b.e) || b.e.contains(a.e)) continue;
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) out.push(`${say(a.e)} lies on ${say(b.e)}`);
      }
    });
    for (const e of controls.filter((e) => /^(search|text)$/.test(e.type))) {
      const style = getComputedStyle(e), letters = (e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / parseFloat(style.fontSize) * 2;
      if (letters < 6) out.push(`${say(e)} has room for ${Math.round(letters)} letters`);
    }
    return out.slice(0, 5);
  };

// The sizes of running text, in the order of the page.
  const textSizes = () => [...document.querySelectorAll("main p, main li, main td, main dd")].map((e) => parseFloat(getComputedStyle(e).fontSize));

  // Goes down the whole page, so that all that is lazy comes, and gives how much
  // moved by itself: 0 is nothing.
  const shift = async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await frame();
    }
    const waiting = [...document.images].filter((i) => !i.complete && seen(i));
    await Promise.race([Promise.all(waiting.map((i) => new Promise((done) => { i.onload = i.onerror = done; }))), new Promise((done) => setTimeout(done, 20000))]);
    await frame();
    scrollTo(0, 0);
    await frame();
    const entries = await new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries())).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done([]), 50);
    });
    return {
      by: entries.reduce((sum, e) => sum + e.value, 0),
      what: entries.flatMap((e) => e.sources.map((s) => {
        const at = (r) => `${r.x},${r.y} ${r.width}×${r.height}`;
        return `${s.node?.nodeType === 1 ? say(s.node) : s.node?.nodeName} from ${at(s.previousRect)} to ${at(s.currentRect)}`;
      })).slice(0, 5),
      pictures: [...document.images].filter((i) => seen(i) && !i.naturalWidth).map((i) => i.src),
    };
  };

  // What the Tab key should reach. Of radio buttons that go together it reaches one.
  const stops = () => [...document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable]")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest("[inert]"));

  const parse = (color) => {
    const [r, g, b, a = 1] = (color.match(/[\d.]+/g) || []).map(Number);
    return { rgb: [r, g, b], a };
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, two) => {
    const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (e) => {
    for (e = e.parentElement; e; e = e.parentElement) {
      const { rgb, a } = parse(getComputedStyle(e).backgroundColor);
      if (a === 1) return rgb;
    }
    return [255, 255, 255];
  };

  // Where the keyboard is, and what is wrong with how that is shown. The mark of
  // the element is how stops are told apart.
  const marks = new Map();
  const focus = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return { mark: 0, name: "", href: "", fault: "" };
    if (!marks.has(e)) marks.set(e, marks.size + 1);
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const faults = [];
    if (!e.matches(":focus-visible")) faults.push("is not :focus-visible");
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    if (!drawn && style.boxShadow === "none") faults.push("shows no focus");
    else if (drawn && style.outlineStyle !== "auto" && contrast(parse(style.outlineColor).rgb, behind(e)) < 3) faults.push("shows its focus with too little contrast");
    if (box.width < 2 || box.height < 2 || box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) faults.push("is out of sight");
    else {
      // Some point of its first line must be its own, and not of something that
      // lies over it. An inline box has more than one rectangle.
      const own = [...e.getClientRects()].some((r) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].some(([x, y]) => {
        const top = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
        return top && (e.contains(top) || top.contains(e));
      }));
      if (!own) faults.push("is covered");
    }
    return { mark: marks.get(e), name: say(e), href: to(e), fault: faults.join(", "), stop: stops().includes(e), inMain: !!e.closest("main"), lang: e.hreflang || "" };
  };
  const missed = () => stops().filter((e) => !marks.has(e) && !(e.type === "radio" && e.name && stops().some((o) => o.name === e.name && marks.has(o)))).map(say).slice(0, 5);

  // What a page has without its scripts: its headings and links in main, and the
  // controls that would do nothing.
  const skeleton = () => {
    const main = document.querySelector("main");
    if (!main) return { headings: [], links: [], dead: [], text: 0 };
    const shown = (selector) => [...main.querySelectorAll(selector)].filter((e) => e.checkVisibility({ checkVisibilityCSS: true }));
    const dead = [...document.querySelectorAll("button, input, select, textarea, [role=button], [role=tab], [role=switch], [role=slider], a:not([href]), a[href='#'], a[href^='javascript:' i]")].filter((e) => {
      if (e.type === "hidden" || !e.checkVisibility({ checkVisibilityCSS: true })) return false;
      if (e.matches("a, [role]:not(button, input)")) return true;
      if (e.popoverTargetElement || e.commandForElement) return false;
      // A tick that CSS reacts to does something; what is out of use says so.
      if (e.disabled && e.type === "checkbox") return false;
      return !e.form || !e.form.getAttribute("action") || e.type === "button";
    });
    return {
      headings: shown("h1, h2, h3, h4, h5, h6").map((h) => h.textContent.trim().replace(/\s+/g, " ")),
      links: [...new Set(shown("a[href]").map(to))],
      dead: dead.map(say),
      text: main.innerText.trim().length,
    };
  };
  // Where a page leads, beside to places of its own.
  const links = () => [...new Set([...document.querySelectorAll("a[href]")].map((a) => new URL(to(a))).filter((u) => u.origin === location.origin && !(u.hash && u.pathname === location.pathname)).map((u) => u.pathname))];

  // The text that paper or a screen shows, and what of it is in a selector.
  const shownText = () => texts().map((n) => n.data.trim()).join(" ").replace(/\s+/g, " ");
  const shown = (selector) => [...document.querySelectorAll(selector)].filter(seen).map(say);

  // What axe-core finds against WCAG 2.2 A and AA, of all rules or of those on colours.
  const rules = async (colours) => {
    const result = await axe.run(document, {
      runOnly: colours ? ["color-contrast", "link-in-text-block"] : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
      rules: colours ? {} : { "target-size": { enabled: true } }, // by itself axe leaves it out
      resultTypes: ["violations"], preload: false, iframes: false,
    });
    return result.violations.map((v) => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} (${n.failureSummary.split("\n").slice(1, 2).join("").trim()})`).join("; ") + (v.nodes.length > 3 ? ` and ${v.nodes.length - 3} more` : ""));
  };

  // The page as it is now, piece by piece: an element with its attributes, "/" where
  // it ends, a text. Texts side by side are one.
  const outline = () => {
    const out = [];
    const walk = (n) => {
      if (n.nodeType === 3) out.push({ name: "#text", text: n.data });
      else if (n.nodeType === 8) out.push({ name: "#comment", text: n.data });
      if (n.nodeType !== 1) return;
      const name = n.localName;
      out.push({ name, attrs: Object.fromEntries([...n.attributes].map((a) => [a.localName, a.value])) });
      n.childNodes.forEach(walk);
      out.push({ name: "/" });
    };
    const copy = document.documentElement.cloneNode(true);
    copy.normalize();
    walk(copy);
    return out;
  };
  // Where links and forms lead, by scheme and host.
  const hosts = () => [...new Set([...document.querySelectorAll("[href], [action], [src], [srcset], [formaction]")].flatMap((e) => ["href", "action", "src", "formaction"].filter((k) => e.hasAttribute(k)).map((k) => new URL(e.getAttribute(k), document.baseURI)).map((u) => u.protocol + "//" + u.host)))];

  // Types queries on the page for searching, one after another, and gives what the page
  // says of each and what it shows.
  const search = async (queries) => {
    const form = document.querySelector("#search_form"), output = document.querySelector("main output");
    const out = [];
    for (const query of queries) {
      form.elements.q.value = query;
      const said = new Promise((done) => {
        const watch = new MutationObserver(() => { watch.disconnect(); done(); });
        watch.observe(output, { childList: true, characterData: true, subtree: true });
      });
      form.requestSubmit();
      await said;
      const list = document.querySelector("ol.results");
      out.push({
        typed: form.elements.q.value.trim(), said: output.textContent, title: document.title,
        asked: new URLSearchParams(location.search).get("q") ?? "",
        kinds: [...new Set([...list.querySelectorAll("*")].map((e) => e.localName + [...e.attributes].map((a) => " " + a.name).sort().join("")))].sort(),
        titles: [...list.querySelectorAll("h3")].map((e) => e.textContent),
        abouts: [...list.querySelectorAll(".about")].map((e) => e.textContent),
        excerpts: [...list.querySelectorAll(".summary")].map((e) => e.textContent),
      });
    }
    return out;
  };

  return { search, outline, hosts, overflow, clipped, overlaps, crowded, textSizes, shift, focus, missed, skeleton, links, shownText, shown, rules };
})();
