// The page's part of the preview: it waits for the server to say that something has
// changed, asks what has become of this page, and loads it again if that is another
// one. A style is changed where it stands. What is wrong with the bulletin shows
// over the page until it is mended.
(() => {
  "use strict";
  const own = "/_bantin/";
  const loaded = document.currentScript.dataset;
  const words = {
    vi: {
      title: n => `Bản tin có ${n} lỗi`,
      text: "Trang phía sau là bản đúng gần nhất. Thông báo này tự mất khi lỗi đã được sửa.",
      none: "Chưa có bản đúng nào để xem. Trang sẽ tự hiện khi lỗi đã được sửa.",
      close: "Ẩn thông báo",
    },
    en: {
      title: n => n === 1 ? "The bulletin has 1 error" : `The bulletin has ${n} errors`,
      text: "The page behind is the last good one. This message goes away by itself once the errors are mended.",
      none: "There is no good page to show yet. It shows by itself once the errors are mended.",
      close: "Hide this message",
    },
  };
  const preferred = [document.documentElement.lang, ...navigator.languages].map(tag => tag.slice(0, 2));
  const say = words[preferred.find(tag => words[tag]) || "en"];

  // A style sheet is published under its name with a digest in it.
  const sheets = name => {
    const stem = "/static/" + name.replace(/\.css$/, ".");
    return [...document.querySelectorAll('link[rel="stylesheet"]')].filter(link => {
      const path = new URL(link.href).pathname;
      return path.startsWith(stem) && /^[0-9a-f]{10}\.css$/.test(path.slice(stem.length));
    });
  };

  const restyle = styles => {
    for (const [name, href] of Object.entries(styles || {})) {
      const last = sheets(name).pop();
      if (!last || new URL(last.href).pathname === href) continue;
      const link = last.cloneNode();
      link.href = href;
      // The old one stays until the new one is there, so that the page is never bare.
      link.addEventListener("load", () => sheets(name).forEach(old => old === link || old.remove()));
      link.addEventListener("error", () => link.remove());
      last.after(link);
    }
  };

  let panel = null, shown = "", hidden = "";
  const show = (lines, good) => {
    const all = lines.join("");
    if (panel && shown === all && hidden !== all) return;
    if (panel) panel.remove();
    panel = null;
    shown = all;
    if (!lines.length) hidden = "";
    if (!lines.length || hidden === all) return;
    panel = document.createElement("div");
    panel.id = "bantin_preview";
    const root = panel.attachShadow({ mode: "open" });
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: own + "preview.css" });
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    section.setAttribute("aria-labelledby", "title");
    section.tabIndex = 0;
    const title = Object.assign(document.createElement("h2"), { id: "title", textContent: say.title(lines.length) });
    const text = Object.assign(document.createElement("p"), { textContent: good ? say.text : say.none });
    const list = document.createElement("ol");
    for (const line of lines) list.append(Object.assign(document.createElement("li"), { textContent: line.trimEnd() }));
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×", title: say.close });
    close.setAttribute("aria-label", say.close);
    close.addEventListener("click", () => { hidden = all; show(lines, good); });
    section.addEventListener("keydown", e => { if (e.key === "Escape") close.click(); });
    section.append(title, text, list, close);
    root.append(style, section);
    document.documentElement.append(panel);
  };

  // The place on the page is kept over a reload, and so is what was hidden.
  const place = "bantin:place";
  const reload = state => {
    const before = JSON.parse(sessionStorage.getItem(place) || "null");
    // A page that differs again at once would go round for ever.
    if (before && before.path === location.pathname && before.state === state.state) return;
    sessionStorage.setItem(place, JSON.stringify({ path: location.pathname, state: state.state, x: scrollX, y: scrollY, hidden, back: true }));
    location.reload();
  };
  const kept = JSON.parse(sessionStorage.getItem(place) || "null");
  if (kept && kept.back && kept.path === location.pathname) {
    hidden = kept.hidden;
    sessionStorage.setItem(place, JSON.stringify({ path: kept.path, state: kept.state }));
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", back); else back();
    addEventListener("load", back, { once: true });
  }

  let looking = false, again = false;
  const look = async () => {
    if (looking) { again = true; return; }
    looking = true;
    try {
      do {
        again = false;
        const answer = await fetch(own + "state?path=" + encodeURIComponent(location.pathname), { cache: "no-store" });
        if (!answer.ok) break;
        const state = await answer.json();
        if (state.page !== loaded.page) reload(state);
        restyle(state.styles);
        show(state.problems || [], state.good);
      } while (again);
    } catch {
      // The server has gone. The stream begins again when it is back.
    } finally {
      looking = false;
    }
  };

  let stream = null, later = 0;
  const connect = () => {
    clearTimeout(later);
    if (stream || document.hidden) return;
    stream = new EventSource(own + "events");
    stream.onmessage = look;
    stream.onerror = () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        disconnect();
        later = setTimeout(connect, 2000);
      }
    };
  };
  const disconnect = () => {
    if (stream) stream.close();
    stream = null;
  };
  // A browser keeps few connections to a server: a page that nobody sees lets its
  // own go, and looks when it is seen again.
  document.addEventListener("visibilitychange", () => document.hidden ? disconnect() : connect());
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
