// The search of the bulletin: finds articles in the index that generator/search
// makes, whose package comment explains the files, and shows them on the search
// page. It asks this site for files and nobody for anything else.
//
// The first half knows nothing of a page and runs anywhere; tests hold it against
// a reader in Go. The second half, from "The page" on, is the page.

/* Words. They are compared as generator/search/words.go has it. */

const LETTERS = "0-9A-Za-z\\u00c0-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff\\uf900-\\ufdff\\u{10000}-\\u{10ffff}";
const RUN = new RegExp(`[${LETTERS}]+(?:['’][${LETTERS}]+)*`, "gu");
const TONE = "\\u0300\\u0301\\u0303\\u0309\\u0323";
const OPEN = new RegExp(`(^|[^aeiouyq\\u0300-\\u036f])(oa|oe|uy)([${TONE}])$`);
const Y = new RegExp(`^(h|k|l|m|s|t|v|qu)y([${TONE}]?)$`);
const TONES = new RegExp(`[${TONE}]`, "g");
const MARKS = /\p{Mn}/gu;

/** The one spelling of all that are one to a reader: hoà is hòa, kỳ is kì. */
function key(word) {
  return word.toLowerCase().normalize("NFD").replaceAll("ð", "đ")
    .replace(OPEN, (_, before, vowels, tone) => before + vowels[0] + tone + vowels[1])
    .replace(Y, "$1i$2")
    .normalize("NFC");
}

/** What a word is looked up by. */
export function baseOf(spelling) {
  if (/^[a-z0-9]*$/.test(spelling)) return spelling;
  return spelling.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/[đð]/g, "d").normalize("NFC");
}

/** The words of a run of letters and digits: 35CT is 35 and ct, 05 is 5. */
export function spell(run) {
  return (run.replace(/['’]/g, "").match(/[0-9]+|[^0-9]+/g) ?? [])
    .map((w) => (/^[0-9]/.test(w) ? w.replace(/^0+(?=.)/, "") : key(w)));
}

/** The words of a text, each with its base. */
function wordsOf(text) {
  return (text.match(RUN) ?? []).flatMap(wordsOfRun);
}

function wordsOfRun(run) {
  let words = runs.get(run);
  if (!words) runs.set(run, (words = spell(run).map((spelling) => ({ spelling, base: baseOf(spelling) }))));
  return words;
}

const runs = new Map(); // that were met, with their words

/** A word that is looked for. */
function wanted({ spelling, base }) {
  return { spelling, base, marked: spelling !== base, ...taken(spelling) };
}

/** A spelling's tone, and the letters with their other marks. */
function taken(spelling) {
  const d = spelling.normalize("NFD");
  return { tone: d.match(TONES)?.[0] ?? "", letters: d.replace(TONES, "").match(/.\p{Mn}*/gsu) ?? [] };
}

/**
 * How well a spelling agrees with the word that was typed: 2 where it is the
 * same, or where the word has no marks; 1 where it has all the marks that were
 * typed; 0 where it contradicts one.
 */
function agreement(word, spelling) {
  if (!word.marked || spelling === word.spelling) return 2;
  const own = taken(spelling);
  if (word.tone && own.tone !== word.tone && own.letters.length === word.letters.length) return 0;
  for (const [i, letter] of word.letters.entries()) {
    const other = own.letters[i] ?? "";
    if (letter === "đ" && other !== "đ") return 0;
    for (const mark of letter.slice(1)) if (!other.includes(mark)) return 0;
  }
  return 1;
}

/* The files. */

export function hash(text) {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) h = Math.imul(h ^ byte, 16777619);
  return h >>> 0;
}

export function rowOf(h, rows) {
  const m = 2 ** Math.floor(Math.log2(rows));
  const i = h % (2 * m);
  return i < rows ? i : h % m;
}

class Reader {
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.at = 0;
  }

  number() {
    let n = 0;
    for (let factor = 1; ; factor *= 128) {
      const b = this.bytes[this.at++];
      n += (b & 127) * factor;
      if (b < 128) return n;
    }
  }

  text() {
    const n = this.number();
    this.at += n;
    return new TextDecoder().decode(this.bytes.subarray(this.at - n, this.at));
  }

  /** A list of article numbers below limit, as lists.go writes it. */
  list(limit) {
    const head = this.number();
    const out = new Int32Array(head >> 1);
    const { bytes } = this;
    if (out.length > 0) out[0] = this.number();
    if (out.length > 1) {
      const k = bytes[this.at++];
      let { at } = this;
      let byte = 0;
      let bits = 0; // of byte, still to be read
      for (let i = 1; i < out.length; i++) {
        let high = 0;
        for (;;) {
          if (bits === 0) (byte = bytes[at++]), (bits = 8);
          if (((byte >> --bits) & 1) === 0) break;
          high++;
        }
        let low = 0;
        for (let j = 0; j < k; j++) {
          if (bits === 0) (byte = bytes[at++]), (bits = 8);
          low = (low << 1) | ((byte >> --bits) & 1);
        }
        out[i] = out[i - 1] + (high << k) + low + 1;
      }
      this.at = at;
    }
    if ((head & 1) === 0) return out;
    const present = new Int32Array(limit - out.length);
    for (let n = 0, i = 0, j = 0; n < limit; n++) {
      if (i < out.length && out[i] === n) i++;
      else present[j++] = n;
    }
    return present;
  }

  /** Finds the entry of a hash and stands at it; a row has its entries one after another. */
  seek(h) {
    let found = -1;
    for (let count = this.number(); count > 0; count--) {
      const own = this.bytes[this.at] | (this.bytes[this.at + 1] << 8) | (this.bytes[this.at + 2] << 16);
      this.at += 3;
      const size = this.number();
      if (own === h >>> 8) (found = this.at), (this.end = this.at + size);
      this.at += size;
    }
    this.after = this.at;
    if (found >= 0) this.at = found;
    return found >= 0;
  }
}

/** The numbers that the characters of a stream stand for. */
function numbersOf(stream) {
  const out = [];
  for (let i = 0; i < stream.length; i++) {
    let r = stream.codePointAt(i);
    if (r > 0xffff) i++; // two places
    if (r >= 0xe000) r -= 0x800;
    out.push(r - 0x23 - (r > 0x7f ? 2 : r > 0x5c ? 1 : 0));
  }
  return out;
}

/* Queries. */

const MOST_WORDS = 12;
const COMPLETIONS = 2; // of the last word, as it is typed
const GRADES = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]; // of agreement, by the mark of an article
const PARTS = [0, 0, 1, 2, 0, 1, 2, 0, 1, 2]; // the most that a part of it counts
const SIGNS = 4; // of a stream: 0 gap, 1 text, 2 heading, 3 attributes

export class Index {
  /** read(name, kind) gives a file of the index: "json", or else its bytes. */
  constructor(read) {
    this.read = read;
    this.files = new Map();
    this.known = new Map();
  }

  get(name, kind) {
    if (!this.files.has(name)) {
      const file = this.read(name, kind);
      this.files.set(name, file);
      file.catch(() => this.files.delete(name)); // the next query asks again
    }
    return this.files.get(name);
  }

  async open() {
    this.head ??= await this.get("head.json", "json");
    if (this.tail) return this.head;
    const { from, words, streams } = this.head.tail;
    const spellings = words ? words.split(" ") : [];
    this.tail = {
      from,
      spellings,
      bases: spellings.map((s) => (s.includes(":") ? s : baseOf(s))),
      streams: streams.map(numbersOf),
    };
    return this.head;
  }

  /** The words of the bulletin by base, with their usual spelling and how frequent they are. */
  vocabulary() {
    this.words ??= this.head.vocabulary.split(" ").filter(Boolean)
      .map((w) => ({ spelling: w.slice(0, -1), base: baseOf(w.slice(0, -1)), often: +w.slice(-1) }));
    return this.words;
  }

  /** The words that a query asks for. */
  parse(query) {
    return wordsOf(query).slice(0, MOST_WORDS).map(wanted);
  }

  /** A row's reader, placed after what it covers, and that. */
  async row(h) {
    if (this.head.rows === 0) return { covers: 0 };
    const reader = new Reader(await this.get(`${rowOf(h, this.head.rows)}.bin`));
    return { covers: reader.number(), reader };
  }

  /**
   * Sets, in marks, each article that has a base: 1, and 1 more where it is in a
   * heading and 2 more in the title, and 3 more for each degree of agreement.
   */
  async mark(marks, base, agree) {
    const h = hash(base);
    const { covers, reader } = await this.row(h);
    if (reader?.seek(h)) {
      while (reader.at < reader.end) {
        const value = 1 + 3 * agree(reader.text());
        for (let part = 0; part < 3; part++) {
          for (const n of reader.list(covers)) if (marks[n] < value + part) marks[n] = value + part;
        }
      }
    }
    const worth = this.recentWords((b, spelling) => (b === base ? 1 + 3 * agree(spelling) : 0));
    this.eachRecent(covers, (n, stream) => {
      let part = 2;
      for (let i = 0; i < stream.length; i++) {
        const sign = stream[i];
        if (sign === 1) part = 0;
        else if (sign === 2) part = 1;
        else if (worth[sign] > 0 && marks[n] < worth[sign] + part) marks[n] = worth[sign] + part;
      }
    });
  }

  /** A number for each word of the streams, by its sign. */
  recentWords(value) {
    const { bases, spellings } = this.tail;
    const out = new Uint8Array(SIGNS + bases.length);
    for (let i = 0; i < bases.length; i++) out[SIGNS + i] = value(bases[i], spellings[i]);
    return out;
  }

  /** Calls back with the articles that a row does not cover. */
  eachRecent(covers, each) {
    const { from, streams } = this.tail;
    for (let n = Math.max(from, covers); n < from + streams.length; n++) each(n, streams[n - from]);
  }

  /** How likely each candidate has two bases side by side, from 0 to 1: added to near. */
  async neighbours(near, candidates, first, second) {
    const h = hash(`${first} ${second}`);
    const { covers, reader } = await this.row(h);
    const side = new Uint8Array(this.head.articles);
    let unknown = 0; // articles below this one are not listed
    let likely = 0;
    if (reader) {
      reader.seek(0);
      reader.at = reader.after;
      if (reader.seek(h)) {
        const list = reader.list(covers);
        const total = reader.at < reader.end ? reader.number() : list.length;
        for (const n of list) side[n] = 1;
        if (total > list.length) {
          unknown = list[0];
          let older = 0;
          while (older < candidates.length && candidates[older] < unknown) older++;
          likely = Math.min((total - list.length) / Math.max(older, 1), 0.9);
        }
      }
    }
    const which = this.recentWords((b) => (b === first ? 1 : 0) + (b === second ? 2 : 0));
    this.eachRecent(covers, (n, stream) => {
      for (let i = 1; i < stream.length; i++) {
        if (which[stream[i - 1]] & 1 && which[stream[i]] & 2) side[n] = 1;
      }
    });
    for (let i = 0; i < candidates.length; i++) {
      const own = candidates[i] < unknown ? likely : side[candidates[i]];
      if (near[i] < own) near[i] = own;
    }
  }

  /**
   * Answers a query: the numbers of the articles that have all its words, best
   * first; how each word may stand in them (terms); what is found beside them
   * (others); and, where there is nothing, the nearest query that may find
   * something. While it is being typed, its last word may be a beginning.
   */
  async search(query, filters = {}, typing = false) {
    await this.open();
    const words = this.parse(query);
    const terms = words.map((word) => ({ word, bases: [word.base] }));
    const last = terms.at(-1);
    if (typing && last && query.search(/[\s.,;:!?]$/u) < 0) {
      last.prefix = true;
      last.bases.push(...this.completions(last.word));
    }
    const size = this.head.articles;
    const allowed = await this.allowed(filters);
    const marks = await Promise.all(terms.map(async ({ word, bases }) => {
      const own = new Uint8Array(size);
      await Promise.all(bases.map((base) => this.mark(own, base, (spelling) => agreement(word, spelling))));
      return own;
    }));
    let candidates = new Int32Array(size);
    let count = 0;
    if (words.length > 0 || allowed) {
      for (let n = 0; n < size; n++) {
        let has = !allowed || allowed[n] > 0;
        for (let i = 0; has && i < marks.length; i++) has = marks[i][n] > 0;
        if (has) candidates[count++] = n;
      }
    }
    candidates = candidates.subarray(0, count);
    const near = new Float64Array(count);
    if (count > 1) {
      await Promise.all(terms.slice(1).map(async ({ bases }, i) => {
        const own = new Float64Array(count);
        await Promise.all(bases.map((base) => this.neighbours(own, candidates, terms[i].word.base, base)));
        for (let j = 0; j < count; j++) near[j] += own[j];
      }));
    }
    // First what agrees with the marks, then words side by side, then the parts
    // of the article, then the newer: one number for all of them.
    const scores = new Float64Array(count);
    for (let j = 0; j < count; j++) {
      const n = candidates[j];
      let agree = 0;
      let parts = 0;
      for (let i = 0; i < marks.length; i++) {
        agree += GRADES[marks[i][n]];
        parts += PARTS[marks[i][n]];
      }
      scores[j] = ((agree * 128 + Math.round(near[j] * 8)) * 32 + parts) * size + n;
    }
    scores.sort();
    const articles = new Int32Array(count);
    for (let j = 0; j < count; j++) articles[j] = scores[count - 1 - j] % size;
    const others = Object.values(filters).some(Boolean) ? [] : this.others(words, last?.prefix);
    const nearest = articles.length + others.length === 0 ? this.nearest(query, terms, marks) : undefined;
    return { articles, terms, others, nearest };
  }

  /** Which articles the filters let through, or nothing where there are none. */
  async allowed(filters) {
    const size = this.head.articles;
    const out = new Uint8Array(size).fill(1);
    let any = false;
    for (const name of ["committee", "term", "kind"]) {
      if (!filters[name]) continue;
      any = true;
      const own = new Uint8Array(size);
      await this.mark(own, `${name}:${filters[name]}`, () => 0);
      for (let n = 0; n < size; n++) out[n] &= own[n] > 0;
    }
    if (filters.year) {
      any = true;
      const i = this.head.years.findIndex(([y]) => y === Number(filters.year));
      const [from, to] = i < 0 ? [size, size] : [this.head.years[i][1], this.head.years[i + 1]?.[1] ?? size];
      for (let n = 0; n < size; n++) if (n < from || n >= to) out[n] = 0;
    }
    return any ? out : undefined;
  }

  /** The most frequent bases that begin with a word, and are longer. */
  completions({ base }) {
    if (/^[0-9]/.test(base)) return [];
    return this.vocabulary().filter((w) => w.base !== base && w.base.startsWith(base))
      .sort((v, w) => w.often - v.often || v.base.length - w.base.length).slice(0, COMPLETIONS).map((w) => w.base);
  }

  /** The query with each word that no article has replaced by the nearest known one. */
  nearest(query, terms, marks) {
    let changed = false;
    const words = terms.map(({ word }, i) => {
      if (marks[i].some(Boolean) || word.base.length < 3 || /^[0-9]/.test(word.base)) return word.spelling;
      const near = nearestOf(word.base, this.vocabulary());
      changed ||= near !== undefined;
      return near?.spelling ?? word.spelling;
    });
    return changed ? words.join(" ") : undefined;
  }

  /** Committees, congresses and pages whose names have all the words, best first. */
  others(words, prefix) {
    if (words.length === 0) return [];
    const { committees, committeesAt, pages, congress, base } = this.head;
    this.names ??= {
      committees: committees.map((c) => c.names.map(wordsOf)),
      pages: pages.map(([title]) => [wordsOf(title)]),
      congress: wordsOf(congress[0]),
    };
    const out = [];
    const consider = (names, entry) => {
      let best = -1;
      for (const name of names) {
        let agree = 0;
        const all = words.every((word, i) => {
          const starts = prefix && i === words.length - 1;
          let own = -1;
          for (const w of name) {
            if (w.base === word.base || (starts && w.base.startsWith(word.base))) own = Math.max(own, agreement(word, w.spelling));
          }
          agree += own;
          return own >= 0;
        });
        // The more of a name was typed, the better.
        if (all) best = Math.max(best, agree + words.length / name.length);
      }
      if (best >= 0) out.push({ ...entry, best });
    };
    for (const [i, c] of committees.entries()) {
      const names = this.names.committees[i];
      const href = `${base}${committeesAt.slice(1)}${c.id}/`;
      consider(names, { kind: "committee", title: c.names[0], href });
      // A congress is found by its number alone: the names of all are alike.
      for (const number of c.congresses ?? []) {
        const numerals = [roman(number).toLowerCase(), String(number)].map((n) => ({ spelling: n, base: n }));
        if (!words.some((w) => numerals.some((n) => n.base === w.base))) continue;
        const entry = { kind: "congress", number: roman(number), committee: c.names[0], href: `${href}${congress[1]}-${number}/` };
        consider(names.map((n) => [...this.names.congress, ...n, ...numerals]), entry);
      }
    }
    for (const [i, [title, path]] of pages.entries()) consider(this.names.pages[i], { kind: "page", title, href: base + path.slice(1) });
    return out.sort((a, b) => b.best - a.best);
  }

  /** The card of an article. */
  async card(n) {
    const size = this.head.cards;
    return (await this.get(`cards-${Math.floor(n / size)}.json`, "json"))[n % size];
  }
}

function roman(n) {
  let out = "";
  for (const [value, sign] of [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
    for (; n >= value; n -= value) out += sign;
  }
  return out;
}

/** The known word that has the fewest letters other than a base, and a third of them at most. */
function nearestOf(base, known) {
  let best;
  let least = Math.max(1, Math.floor(base.length / 3)) + 1;
  for (const w of known) {
    if (Math.abs(w.base.length - base.length) >= least + (best ? 1 : 0)) continue;
    const d = distance(base, w.base);
    if (d < least || (best && d === least && w.often > best.often)) (best = w), (least = d);
  }
  return best;
}

/** Letters to insert, leave out, replace or exchange with their neighbour. */
function distance(a, b) {
  let before;
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      row.push(Math.min(last[j] + (a[i] !== b[j]), last[j + 1] + 1, row[j] + 1));
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) row[j + 1] = Math.min(row[j + 1], before[j - 1] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/* Excerpts. */

const AROUND = 90; // characters before the first match and after the last
const WINDOW = 220; // that matches are gathered in

/** Where a text has the words of a query: [from, to, term] of each run that has one. */
export function matches(text, terms) {
  const found = [];
  for (const m of text.matchAll(RUN)) {
    const words = wordsOfRun(m[0]);
    let at = 0;
    for (const w of words) {
      // A run that is several words is marked in part, where its parts can be told.
      const whole = words.length === 1;
      const length = whole ? m[0].length : (m[0].slice(at).match(/^(?:[0-9]+|[^0-9]+)/) ?? [""])[0].length;
      const t = terms.findIndex(({ word, bases, prefix }) => bases.includes(w.base) || (prefix && w.base.startsWith(word.base)));
      if (t >= 0) found.push([m.index + at, m.index + at + length, t, agreement(terms[t].word, w.spelling)]);
      at += length;
    }
  }
  const best = terms.map((_, t) => Math.max(0, ...found.filter((f) => f[2] === t).map((f) => f[3])));
  return found.filter((f) => f[3] > 0 || best[f[2]] === 0);
}

/** The part of a text that has most of the words nearest to one another, in pieces: [text, whether it matches]. */
export function excerpt(text, terms) {
  const found = matches(text, terms);
  let from = 0;
  let to = Math.min(text.length, 2 * AROUND);
  let most = -1;
  for (const [i, [start]] of found.entries()) {
    const seen = new Set();
    let score = 0;
    let end = start;
    const stop = text.indexOf("\n", start);
    for (let j = i; j < found.length && found[j][1] - start < WINDOW; j++) {
      const f = found[j];
      if (stop >= 0 && f[0] > stop) break; // another paragraph
      if (!seen.has(f[2])) score += 100;
      seen.add(f[2]);
      // Side by side, and in the query's order.
      if (j > i && f[2] === found[j - 1][2] + 1 && f[0] - found[j - 1][1] < 3) score += 40;
      score += 1;
      end = f[1];
    }
    if (score > most) (most = score), (from = start), (to = end);
  }
  if (found.length > 0) {
    const line = text.lastIndexOf("\n", from) + 1;
    const stop = text.indexOf("\n", to);
    from = Math.max(line, from - AROUND);
    if (from > line) from = text.indexOf(" ", from) + 1;
    to = Math.min(stop < 0 ? text.length : stop, to + AROUND);
  } else {
    to = Math.min(to, text.indexOf("\n") < 0 ? to : text.indexOf("\n"));
  }
  if (to < text.length && !/[\s.]/.test(text[to])) to = Math.max(text.lastIndexOf(" ", to), from);
  return pieces(text, found, from, to, from > 0 && text[from - 1] !== "\n", to < text.length && text[to] !== "\n");
}

/** A text, or a part of it, in pieces: [text, whether it matches]. */
export function pieces(text, found, from = 0, to = text.length, cutBefore = false, cutAfter = false) {
  const out = cutBefore ? [["… ", false]] : [];
  let at = from;
  for (const [start, end] of found) {
    if (start < at || end > to) continue;
    const between = text.slice(at, start);
    if (out.at(-1)?.[1] && /^ ?$/.test(between)) {
      out.at(-1)[0] += between + text.slice(start, end); // one phrase, one mark
    } else {
      if (between) out.push([between, false]);
      out.push([text.slice(start, end), true]);
    }
    at = end;
  }
  if (at < to) out.push([text.slice(at, to), false]);
  if (cutAfter) out.push([" …", false]);
  return out;
}

/* The page. */

const RESULTS = 10; // shown at once, at most
const FILES = 9; // fetched for a first answer, at most
const DELAY = 150; // milliseconds that nothing is typed for

function start(main) {
  const folder = main.dataset.index;
  const form = main.querySelector("form");
  const input = form.elements.q;
  const output = main.querySelector("output");
  const near = main.querySelector(".nearest");
  const list = main.querySelector("ol.results");
  const more = main.querySelector(".more");
  const lang = document.documentElement.lang;
  const plural = new Intl.PluralRules(lang);
  let asked = 1; // files, with this script
  let turn = 0; // of queries: an old answer does not replace a new one

  const index = new Index(async (name, kind) => {
    asked++;
    const answer = await fetch(folder + name, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return kind === "json" ? answer.json() : answer.arrayBuffer();
  });

  const say = (name, values = {}) => {
    const forms = index.head.say[name];
    const sentence = (values.n !== undefined && forms[plural.select(values.n)]) || forms.other;
    return sentence.replace(/\{(\w+)\}/g, (_, k) => (typeof values[k] === "number" ? values[k].toLocaleString(lang) : values[k]));
  };

  const element = (name, attributes = {}, ...children) => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes)) if (v) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const marked = (parts) => parts.map(([text, hit]) => (hit ? element("mark", {}, text) : text));

  const filters = () => Object.fromEntries(["committee", "term", "kind", "year"].map((k) => [k, form.elements[k].value]));

  /** The form's state as the end of an address. */
  const state = () => {
    const p = new URLSearchParams();
    for (const [k, v] of new FormData(form)) if (v.trim()) p.set(k, v.trim());
    return p.size ? `?${p}` : "";
  };

  const article = async (n, terms) => {
    const c = await index.card(n);
    const committee = index.head.committees.find(({ id }) => id === c.c);
    const about = element("p", { class: "about" },
      element("span", { class: "kind" }, index.head.kinds[c.k] ?? ""), c.n ? ` ${c.n}` : "", ` ${committee?.names[0] ?? ""}`);
    if (c.l) about.append(" ", element("span", { class: "tag" }, say("untranslated", { language: say(`language.${c.l}`) })));
    return element("li", {}, element("article", { class: "card" },
      element("p", { class: "when" }, element("time", { datetime: c.d }, c.w)),
      element("h3", {}, element("a", { href: c.p, lang: c.l, hreflang: c.l }, ...marked(pieces(c.t, matches(c.t, terms))))),
      about,
      element("p", { class: "summary", lang: c.l }, ...marked(excerpt(c.x, terms)))));
  };

  const other = (entry) => {
    const title = entry.kind === "congress"
      ? say("congress", { congress: index.head.congress[0], number: entry.number, committee: entry.committee }) : entry.title;
    const kind = entry.kind === "congress" ? index.head.kinds.congress : say(entry.kind);
    return element("li", {}, element("article", { class: "card entry" },
      element("h3", {}, element("a", { href: entry.href }, title)), element("p", { class: "about" }, element("span", { class: "kind" }, kind))));
  };

  /** Shows the results from one on, as many as come with few files. */
  const show = async (found, from, mine) => {
    const files = new Set();
    const most = Math.max(FILES - asked, 3);
    let to = from;
    while (to < found.articles.length && to < from + RESULTS) {
      files.add(Math.floor(found.articles[to] / index.head.cards));
      if (files.size > most) break;
      to++;
    }
    const items = await Promise.all(Array.from(found.articles.subarray(from, to), (n) => article(n, found.terms)));
    if (mine !== turn) return;
    if (from === 0) {
      items.unshift(...found.others.slice(0, 2).map(other));
      items.push(...found.others.slice(2, 8).map(other));
      list.replaceChildren(...items);
    } else {
      list.append(...items);
      items[0]?.querySelector("a").focus();
    }
    asked = 0; // what comes now is no first answer
    more.hidden = to >= found.articles.length;
    more.firstElementChild.onclick = () => show(found, to, mine);
  };

  const run = async (typing) => {
    const mine = ++turn;
    const query = input.value.trim();
    for (const a of document.querySelectorAll(".languages a[hreflang]")) a.search = state();
    const chosen = filters();
    document.title = document.title.replace(/^(?:“.*” – )?/, query ? `“${query}” – ` : "");
    if (!query && !Object.values(chosen).some(Boolean)) {
      list.replaceChildren();
      near.replaceChildren();
      output.value = "";
      more.hidden = true;
      return;
    }
    try {
      const found = await index.search(query, chosen, typing);
      if (mine !== turn) return;
      await show(found, 0, mine);
      if (mine !== turn) return;
      const n = found.articles.length;
      let sentence = n > 0 || found.others.length > 0 ? say(query ? "found" : "listed", { n, query }) : say("nothing", { query });
      const beside = Math.min(found.others.length, 8);
      if (beside > 0) sentence += ` ${say("beside", { n: beside })}`;
      output.value = sentence;
      near.replaceChildren();
      if (found.nearest) {
        const p = new URLSearchParams(state());
        p.set("q", found.nearest);
        near.append(`${say("nearest")} `, element("a", { href: `?${p}` }, found.nearest));
      }
    } catch (error) {
      if (mine !== turn) return;
      output.value = index.head ? say("failed") : main.dataset.failed;
      console.error(error);
    }
  };

  // Typing changes the address of one step of the history; a query that was
  // sent, or a filter that was chosen, makes a new step.
  let typed = false;
  const remember = (step) => {
    const to = location.pathname + state();
    if (to === location.pathname + location.search) return;
    history[step ? "pushState" : "replaceState"](null, "", to);
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      remember(!typed);
      typed = true;
      run(true);
    }, DELAY);
  });
  form.addEventListener("change", (e) => {
    if (e.target === input) return;
    remember(true);
    run(false);
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    clearTimeout(waiting);
    remember(!typed);
    typed = false;
    run(false);
  });
  const restore = () => {
    const p = new URLSearchParams(location.search);
    for (const name of ["q", "committee", "term", "kind", "year"]) form.elements[name].value = p.get(name) ?? "";
    if (Object.values(filters()).some(Boolean)) form.querySelector("details").open = true;
    typed = false;
    run(false);
  };
  addEventListener("popstate", restore);

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    const links = [...list.querySelectorAll("h3 a")];
    const at = links.indexOf(document.activeElement);
    if (e.key === "/" && !/^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      input.focus();
      input.select();
    } else if (e.key === "ArrowDown" && (at >= 0 || document.activeElement === input) && links[at + 1]) {
      links[at + 1].focus();
    } else if (e.key === "ArrowUp" && at >= 0) {
      (links[at - 1] ?? input).focus();
    } else if (e.key === "Escape" && at >= 0) {
      input.focus();
    } else if (e.key === "Escape" && document.activeElement === input && input.value) {
      input.value = "";
      input.dispatchEvent(new Event("input"));
    } else {
      return;
    }
    e.preventDefault();
  });

  restore();
  if (!input.value) input.focus({ preventScroll: true });
}

if (typeof document !== "undefined") {
  const main = document.querySelector("main.search");
  if (main) start(main);
}
