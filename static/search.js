// The search of the bulletin: finds articles in the index that generator/search
// makes, whose package comment explains the files, and shows them on the search
// page. It asks this site for files and nobody for anything else.
//
// The first half knows nothing of a page and runs anywhere; tests hold it against
// a reader in Go. The second half, from "The page" on, is the page.

/* Words. They are compared as generator/search/words.go has it. */

const LETTERS = "0-9A-Za-z\\u00c0-\\u1fff\\u2c00-\\u2fff\\u3040-\\ud7ff\\uf900-\\ufdff\\u{10000}-\\u{1efff}\\u{1fc00}-\\u{10ffff}";
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

const LONGEST = 400; // characters of a query, as in the layouts: titles have up to 300

/**
 * A query as it is looked for: without characters that are not seen, such as soft
 * hyphens and marks of direction, which come along when text is copied; full-width
 * forms and Roman numerals of one character as the usual letters; of a page that
 * was pasted, the beginning.
 */
export function cleaned(query) {
  return query.slice(0, LONGEST)
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu, "")
    .replace(/[\uff01-\uff5e\u2160-\u217f]/g, (c) => c.normalize("NFKC"))
    .trim();
}

/** A word without marks. */
function fold(spelling) {
  if (/^[a-z0-9]*$/.test(spelling)) return spelling;
  return spelling.normalize("NFD").replace(MARKS, "").toLowerCase().replace(/[đð]/g, "d").normalize("NFC");
}

const SHORTEST = 3; // letters that are left of a word whose ending is exchanged

let endings = new Map(); // those of the bulletin's language, with what stands for them

/** What a text of the head has: a=b c=d. */
const pairsOf = (text) => text.split(" ").filter(Boolean).map((one) => one.split("="));

/** Takes the endings of a language, as its strings file has them: ies=y ss=ss s=. */
export function speak(text) {
  endings = new Map(pairsOf(text));
  longest = Math.max(0, ...[...endings.keys()].map((ending) => ending.length));
  runs.clear();
}

let longest = 0; // letters of an ending

/** What a word is looked up by: without marks, and with the longest of its endings exchanged. */
export function baseOf(spelling) {
  const folded = fold(spelling);
  for (let n = Math.min(longest, folded.length); n > 0; n--) {
    const other = endings.get(folded.slice(-n));
    if (other !== undefined && folded.length - n + other.length >= SHORTEST) return folded.slice(0, -n) + other;
  }
  return folded;
}

/** A base with each of the endings that it may stand for. */
function formsOf(base) {
  return [...endings].filter(([, other]) => base.endsWith(other)).map(([ending, other]) => base.slice(0, base.length - other.length) + ending);
}

/** What a spelling of the index is looked up by: a word by its base, an attribute as it is. */
const indexed = (spelling) => (spelling.includes(":") ? spelling : baseOf(spelling));

/** The words of a run of letters and digits: 35CT is 35 and ct, 05 is 5, Politburo's is politburo. */
export function spell(run) {
  return (run.replace(/['’]s$/i, "").replace(/['’]/g, "").match(/[0-9]+|[^0-9]+/g) ?? [])
    .map((w) => (/^[0-9]/.test(w) ? w.replace(/^0+(?=.)/, "") : key(w)))
    .filter(fold); // not a mark without a letter
}

/** The words of a text, each with its base. */
function wordsOf(text) {
  return (text.match(RUN) ?? []).flatMap(wordsOfRun);
}

function wordsOfRun(run) {
  let words = runs.get(run);
  if (!words) runs.set(run, (words = spell(run).map((spelling) => ({ spelling, folded: fold(spelling), base: baseOf(spelling) }))));
  return words;
}

const runs = new Map(); // that were met, with their words

const OF_DOCUMENT = "document:"; // and its slug: what articles have that are on its page

/** The base in whose rows one is: for a document the digits of its number. */
const placeOf = (base) => (base.startsWith(OF_DOCUMENT) ? base.slice(OF_DOCUMENT.length).match(/^0*([0-9]+)/)[1] : base);

/** What is looked up for filters. */
const basesOfFilters = (filters) => ["committee", "term", "kind", "year"].filter((name) => filters[name]).map((name) => `${name}:${filters[name]}`);

const isNumber = (word) => word !== undefined && /^[0-9]/.test(word.base);

/**
 * Whether a folded form, of a word that is spelt so, begins with what was typed. An i at its end
 * that may have been y, as in quy, is still either; a vowel after one with a tone would take
 * that, as in kỷ and kiểm.
 */
function begins({ folded, tone }, form, spelling) {
  const [before, after] = spelling.normalize("NFD").split(TONES);
  if (tone && after !== undefined && before.replace(MARKS, "").length > folded.length) return false;
  return form.startsWith(folded) || form.startsWith(folded.replace(/^([hklmstv]|qu)i$/, "$1y"));
}

/** Whether a base is a number, in digits or Roman. */
const isNumeral = (base) => /^(?:[0-9]+|[ivxlc]+)$/.test(base ?? "");

const glued = (words) => words.map(({ base }) => base).join("");

/** The words of a query that are a whole number of a document, in one piece or several: 35cttw is 35-CT/TW. */
function wholeIn(words, number) {
  for (let i = 0; number.length > 1 && i < words.length; i++) {
    for (let j = i + 1; j <= words.length; j++) if (glued(words.slice(i, j)) === glued(number)) return words.slice(i, j);
  }
  return [];
}

/** The words of a run that was matched in a text, and where each stands: of several, its part of the run. */
function placed(run) {
  const words = wordsOfRun(run[0]);
  let to = run.index;
  return words.map((word) => {
    const from = to;
    const part = run[0].slice(from - run.index);
    to += (words.length === 1 ? part : part.match(/^(?:[0-9]+|[^0-9]+)/)?.[0] ?? "").length;
    return { ...word, from, to };
  });
}

/** A word that is looked for. */
function wanted(word) {
  return { ...word, marked: word.spelling !== word.folded, ...taken(word.spelling) };
}

/** A spelling's tone, and the letters with their other marks. */
function taken(spelling) {
  const d = spelling.normalize("NFD");
  return { tone: d.match(TONES)?.[0] ?? "", letters: d.replace(TONES, "").match(/.\p{Mn}*/gsu) ?? [] };
}

/**
 * How well a spelling agrees with the word that was typed: 2 where it is the
 * same, or where the word has no marks; 1 where it has all the marks that were
 * typed, or is another form of the word; 0 where it contradicts a mark.
 */
function agreement(word, spelling) {
  if (spelling === word.spelling) return 2;
  if (!word.marked) return fold(spelling) === word.folded ? 2 : 1;
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

const utf8 = new TextDecoder();

/** Reads a file of the index. It throws where the file ends too early, as what is no such file does. */
class Reader {
  constructor(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.at = 0;
    this.bits = 0; // of the byte before at, still to be read
  }

  number() {
    let n = 0;
    for (let factor = 1; ; factor *= 128) {
      const b = this.byte();
      n += (b & 127) * factor;
      if (b < 128) return n;
    }
  }

  byte() {
    if (this.at >= this.bytes.length) throw new RangeError("a file of the index ends too early");
    return this.bytes[this.at++];
  }

  text() {
    const n = this.number();
    this.at += n;
    return utf8.decode(this.bytes.subarray(this.at - n, this.at));
  }

  /** The next bits as a number. */
  take(width) {
    let n = 0;
    while (width > 0) {
      if (this.bits === 0) this.byte(), (this.bits = 8);
      const some = Math.min(width, this.bits);
      this.bits -= some;
      width -= some;
      n = (n << some) | ((this.bytes[this.at - 1] >> this.bits) & ((1 << some) - 1));
    }
    return n;
  }

  /** How many of one bit come before the other, which is passed over. */
  run(bit) {
    for (let n = 0; ; n++) {
      if (this.bits === 0) this.byte(), (this.bits = 8);
      if (((this.bytes[this.at - 1] >> --this.bits) & 1) !== bit) return n;
    }
  }

  rice(k) {
    const high = this.run(1);
    return (high << k) | this.take(k);
  }

  gamma() {
    const width = this.run(0);
    return (1 << width) | this.take(width);
  }

  /** A list of numbers below limit, which rise, as lists.go writes it; from counts as its first number. */
  list(limit, from = 0) {
    const head = this.number();
    if (head >> 1 > limit) throw new RangeError("a list of the index is longer than can be");
    const out = new Int32Array(head >> 1);
    if (out.length > 0) out[0] = this.number() + from;
    if (out.length > 1) {
      const k = this.byte();
      this.bits = 0;
      for (let i = 1; i < out.length; i++) out[i] = out[i - 1] + this.rice(k) + 1;
      this.bits = 0;
    }
    if ((head & 1) === 0) return out;
    const present = new Int32Array(limit - out.length);
    for (let n = from, i = 0, j = 0; n < from + limit; n++) {
      if (i < out.length && out[i] === n) i++;
      else present[j++] = n;
    }
    return present;
  }
}

const bitsOf = (n) => 32 - Math.clz32(n);

function riceOf(size, count) {
  const mean = Math.floor((Math.floor(size / Math.max(count, 1)) * 7) / 10);
  return Math.max(bitsOf(mean) - 1, 0);
}

/** What a file does not agree with the head: the site was published anew in between. */
export class Stale extends Error {}

/** What an answer ends in when another was begun in its place. */
export class Replaced extends Error {}

/** What an answer takes in the place of what it can do without, where a file of that fails. */
const instead = (other) => (error) => {
  if (error instanceof Stale || error instanceof Replaced) throw error;
  return other;
};

const SUM = 3; // characters of the head for each row

/** What the head says of a row, as head.go has it: 18 bits of the hash of its bytes. */
function sumOf(bytes) {
  let h = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ bytes[i], 16777619);
  return String.fromCharCode(...[26, 20, 14].map((shift) => 59 + ((h >>> shift) & 63)));
}

/** A row of the index, as rows.go writes it. */
class Row {
  constructor(buffer, sum) {
    const r = (this.reader = new Reader(buffer));
    if (sumOf(r.bytes) !== sum) throw new Stale("a row is another than the head's");
    this.from = r.number();
    this.count = r.number();
    this.covers = this.from + this.count; // the first article that it does not know of
    this.places = new Map(); // of the bases, by the part of their hash that the row has
    this.bases = new Map(); // that were looked for
    for (let count = r.number(); count > 0; count--) {
      const own = r.bytes[r.at] | (r.bytes[r.at + 1] << 8) | (r.bytes[r.at + 2] << 16);
      r.at += 3;
      const size = r.number();
      this.places.set(own, [...(this.places.get(own) ?? []), r.at]);
      r.at += size;
    }
    this.documents = [];
    while (r.at < r.bytes.length) this.documents.push(r.text());
  }

  /**
   * The articles that have a base, its spellings, and where its pairs are; nothing
   * where there is none. Bases whose hashes agree are told apart by their spellings.
   */
  base(base) {
    if (!this.bases.has(base)) {
      const places = this.places.get(hash(base) >>> 8) ?? [];
      this.bases.set(base, places.map((at) => this.entry(at)).find(({ spellings }) => indexed(spellings[0].text) === base));
    }
    return this.bases.get(base);
  }

  entry(at) {
    const r = this.reader;
    r.at = at;
    const all = r.list(this.count, this.from);
    const ranked = () => r.list(all.length).map((rank) => all[all.length - 1 - rank]).reverse();
    const spellings = Array.from({ length: r.number() }, () => ({}));
    for (const s of spellings) {
      s.text = r.text();
      if (spellings.length > 1) {
        s.newest = ranked();
        const older = r.number();
        s.older = older >> 1;
        s.lacks = (older & 1) === 1; // newest and older are those that do not have it
      }
      s.headings = ranked();
      s.titles = ranked();
    }
    return { all, spellings, pairs: r.at };
  }

  /** The newest articles in which the base of a hash stands after an entry's, falling, and how many more there are. */
  pair({ all, pairs }, second) {
    const r = this.reader;
    r.at = pairs;
    const none = { list: [], older: 0 };
    const total = r.number();
    if (total === 0) return none;
    const most = r.bytes[r.at++];
    const width = Math.min(7 + bitsOf(total), 20); // of keys
    const partBits = bitsOf(Math.floor((total - 1) / 32));
    const rest = width - partBits;
    const key = Math.imul(second, 0x9e3779b1) >>> (32 - width);
    if (partBits > 0) {
      let before = 0;
      for (let i = 0; i < 2 ** partBits; i++) {
        const size = r.number();
        if (i < key >>> rest) before += size;
      }
      r.at += before;
    }
    r.bits = 0;
    const wanted = key & (2 ** rest - 1);
    const count = r.gamma() - 1;
    const gap = riceOf(2 ** rest, count);
    for (let i = 0, at = 0; i < count && at <= wanted; i++) {
      at += r.rice(gap);
      const listed = r.gamma();
      const older = listed === most ? r.gamma() - 1 : 0;
      const k = listed === most ? r.take(5) : riceOf(all.length, listed);
      const list = new Int32Array(listed);
      for (let j = 0, rank = -1; j < listed; j++) list[j] = all[all.length - 1 - (rank += r.rice(k) + 1)];
      if (at === wanted) return { list, older };
    }
    return none;
  }
}

/** The numbers that the characters of a stream stand for. */
function numbersOf(stream) {
  const out = new Uint32Array(stream.length);
  let count = 0;
  for (let i = 0; i < stream.length; i++) {
    let r = stream.codePointAt(i);
    if (r > 0xffff) i++; // two places
    if (r >= 0xe000) r -= 0x800;
    out[count++] = r - 0x23 - (r > 0x7f ? 2 : r > 0x5c ? 1 : 0);
  }
  return out.subarray(0, count);
}

/* Loops over all articles, each by itself, so that the browser is quick to make them fast. */

/** Raises the marks of a list of articles to a value. */
function raise(marks, list, value) {
  for (let i = 0; i < list.length; i++) if (marks[list[i]] < value) marks[list[i]] = value;
}

/** How many numbers of a list that rises are below one. */
function countBelow(list, n) {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (list[middle] < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in one list and not in the other, which is a part of it. */
function without(all, list) {
  const out = new Int32Array(all.length - list.length);
  for (let i = 0, j = 0, k = 0; i < all.length; i++) {
    if (all[i] === list[j]) j++;
    else out[k++] = all[i];
  }
  return out;
}

/** Takes away from has what has no mark. */
function keep(has, marks) {
  for (let n = 0; n < has.length; n++) if (marks[n] === 0) has[n] = 0;
}

/** The places that are not zero. */
function places(has) {
  const out = new Int32Array(has.length);
  let count = 0;
  for (let n = 0; n < has.length; n++) if (has[n] !== 0) out[count++] = n;
  return out.subarray(0, count);
}

/** Adds what the mark of each article is worth to its score. */
function addWorth(scores, articles, marks, worth) {
  for (let i = 0; i < scores.length; i++) scores[i] += worth[marks[articles[i]]];
}

/**
 * Sets, in side, which candidates from an article on have a pair, as a row knows it:
 * 1, or how likely it is where the row does not say.
 */
function addSide(side, candidates, from, row, { list, older }) {
  for (const n of list) if (n >= from) side[n] = 1;
  if (older === 0) return;
  // The articles below the last of the list are not listed.
  const below = countBelow(candidates, list.at(-1));
  const likely = Math.min(older / Math.max(below - countBelow(candidates, row.from), 1), 0.9);
  for (let i = countBelow(candidates, from); i < below; i++) side[candidates[i]] = likely;
}

/**
 * Takes words that are all in an article's title for side by side: titles are short. Of
 * frequent words rows do not say in which of the older titles they are (unlisted); such a
 * word is taken to be there where at least as many are for sure. What all of them are worth
 * side by side is given.
 */
function allInTitle(near, articles, marks, unlisted, worth) {
  for (let i = 0; i < articles.length; i++) {
    let sure = 0;
    let likely = 0;
    for (let j = 0; j < marks.length; j++) {
      const mark = marks[j][articles[i]];
      if (mark > 0 && mark % 3 === 0) sure++;
      else if (mark > 0 && articles[i] < unlisted[j]) likely++;
    }
    if (sure + likely < marks.length || sure < likely) continue;
    near[i] = Math.max(near[i], worth * (likely === 0 ? 1 : LIKELY_TITLE));
  }
}

/**
 * Candidates of so many articles, best first: first what agrees with the marks, then words
 * side by side or all in the title, and the parts of the article, each by how rare its words
 * are, then the newer. It is one number for all of them, in which two words side by side
 * count 8, and a word 2 for being in a heading and 4 in the title.
 */
function ranked(size, candidates, near, marks, rarities) {
  const scores = near.map((own, j) => Math.round(own * 8) * size + candidates[j]);
  for (const [i, own] of marks.entries()) {
    const worth = new Float64Array(3 + 6 * SURE + 1);
    for (let m = 1; m < worth.length; m++) worth[m] = (Math.floor((m - 1) / 3) * 4096 + ((m - 1) % 3) * 2 * rarities[i]) * size;
    addWorth(scores, candidates, own, worth);
  }
  scores.sort();
  return Int32Array.from(scores.reverse(), (score) => score % size);
}

/* Queries. */

/** How much an answer has. */
const sizeOf = ({ articles, others }) => articles.length + others.length;

/** Whether a query that has this answer finds something, though words are not looked for yet that it has. */
const finds = ({ articles, others, skipped }) => others.length > 0 || (articles.length > 0 && skipped.length === 0);

/** What a text of the head says of names: nhất=1 of one word, mười-hai=12 of several. */
const namesOf = (text) => pairsOf(text).map((pair) => pair.map(wordsOf)).filter(([name, other]) => name.length > 0 && other?.length > 0);

/** Whether words begin with those of what joins others, in which 0 is any number. */
const joinsHere = (name, words) => name.every((w, i) => (w.base === "0" ? isNumeral(words[i]?.base) : namesHere([w], words.slice(i, i + 1))));

/** TƯ, which in the number of a document is TW, up to its last letter. */
const CENTRAL = /([0-9]\P{L}{0,3}\p{L}{1,4}\P{L}{1,3}\p{L}*t)ư(?!\p{L})/giu;

/** Whether a query ends within a word, which may be the beginning of another. */
const endsWithin = (query) => !/[\s.,;:!?]$/u.test(query);

/** Whether words begin with those of a name. */
const namesHere = (name, words) => name.every((w, i) => words[i]?.base === w.base && agreement(words[i], w.spelling) > 0);

/** The whole numbers that a query has of documents that it means, as they were typed, each once; nothing where it has none. */
function numbersIn(query, meant) {
  if (!meant[0].whole) return undefined;
  const places = meant.map(({ whole }) => [whole[0].from, whole.at(-1).to]).sort(([i], [j]) => i - j);
  return [...new Set(places.map(([from, to]) => query.slice(from, to)))];
}

/** The words of a query as they were typed, without what is between them. */
const typedOf = (query, words) => words.map(({ from, to }) => query.slice(from, to)).join(" ");

const MOST_WORDS = 12;
const RESULTS = 10; // shown at once, at most
const FILES = 12; // fetched for an answer, with the script for the first, at most
const OF_CARDS = 2; // of those, for which there is room while something may be found
const ROOM = 54000; // bytes of rows and cards for an answer, about
const CARDS = 4200; // bytes of a file of cards as it is sent, about
const COMPLETIONS = 2; // of the last word, as it is typed
const SURE = 4; // what a degree of agreement counts that is known
const UNLIKE = 3; // is the most that an article's mark is whose word contradicts what was typed
const LIKELY_TITLE = 0.9; // of what words count that are all in a title, where some of them only likely are
const PLACED = 256; // articles of which a row says at most that a spelling is in their titles
const LIKELY = 2; // how often one that is likely
const OF_TITLE = 5; // words of a document's title, at least, find it
const FOREMOST = 1000; // more than any agreement: what is named so comes before other names
const SIGNS = 4; // of a stream: 0 gap, 1 text, 2 heading, 3 attributes
const HEAD = "head.json";

export class Index {
  /**
   * read(name, kind) gives a file of the index: "json" or "text", or else its bytes. It
   * throws Stale where there is no such file. For an answer at most so many files are
   * fetched.
   */
  constructor(read, most = FILES) {
    this.read = read;
    this.most = most;
    this.files = new Map();
    this.begin();
  }

  /**
   * Begins an answer. The one before fetches nothing more from here on, and ends in
   * Replaced where it would have. With a promise of rest, as while a query is being typed,
   * only the head is fetched before that: an answer from files that are here comes at
   * once, and one that is replaced before it has cost nothing.
   */
  begin(rest) {
    const last = this.asking;
    if (last) last.replaced = true;
    for (const name of last?.waiting ?? []) this.files.delete(name);
    this.asking = { rest, waiting: new Set(), replaced: false };
    // Files for the answer: for the first one the script and the head, too.
    this.asked = [...this.files.keys()].every((name) => name === HEAD) ? 1 + this.files.size : 0;
    this.sent = 0; // bytes of rows for it
    this.kept = OF_CARDS; // of the files that are left, for cards
  }

  /** A file of the index, for the answer that was begun last; a row has its sum. */
  get(name, kind, sum) {
    const { asking } = this;
    if (!this.files.has(name)) {
      this.asked++;
      const about = kind ? 0 : this.head.rowSize;
      this.sent += about;
      const file = this.fetched(name, kind).then((data) => {
        if (kind) return data;
        if (!asking.replaced) this.sent += data.byteLength - about;
        return new Row(data, sum);
      });
      this.files.set(name, file);
      // The next query asks again.
      file.catch(() => this.files.get(name) === file && this.files.delete(name));
    }
    // Who asks goes on in the same step, in which nothing else can be begun.
    return this.files.get(name).finally(() => {
      if (asking.replaced) throw new Replaced();
    });
  }

  /** A file as it is read, after the rest that the answer waits for. */
  async fetched(name, kind) {
    const { asking } = this;
    if (asking.rest && name !== HEAD) {
      asking.waiting.add(name);
      await asking.rest;
      asking.waiting.delete(name);
      if (asking.replaced) throw new Replaced();
    }
    return this.read(name, kind);
  }

  /**
   * Does what reads files of one publication. Where it meets one of another
   * (Stale), the head is read again, and it is done anew, once. After any other
   * error the next job asks again for what failed alone, unless that was the head.
   */
  async current(job, again = true) {
    try {
      return await job();
    } catch (error) {
      if (error instanceof Replaced) throw error;
      if (error instanceof Stale || !this.tail) this.forget();
      if (again && error instanceof Stale) return this.current(job, false);
      throw error;
    }
  }

  /** Forgets all that was read; what is read in its place counts anew. */
  forget() {
    this.asked = this.sent = 0;
    this.kept = OF_CARDS;
    this.files.clear();
    this.head = this.tail = this.years = this.words = this.names = undefined;
  }

  async open() {
    const head = (this.head ??= await this.get(HEAD, "json"));
    // A network that asks to sign in answers with pages of its own.
    if (!head?.tail || !head.say) throw new TypeError("head.json is no head of an index");
    if (this.tail) return head;
    speak(head.endings);
    let from = 0;
    this.years = this.head.years.map(({ year, shape }) => {
      const y = { year, shape, from, count: 0 };
      for (let i = 0; i < shape.length; i++) y.count += Math.max(shape.charCodeAt(i) - 48, 0);
      from += y.count;
      return y;
    });
    const { words, streams } = head.tail;
    const spellings = words ? words.split(" ") : [];
    this.tail = { from: head.tail.from, spellings, bases: spellings.map(indexed), streams: streams.map(numbersOf) };
    return head;
  }

  /** Whether the words of the bulletin would have to be fetched. */
  get unread() {
    return !this.words && this.head.words === undefined && this.head.rows > 0;
  }

  /** The words of the bulletin by base, with their usual spelling and how frequent they are. */
  async vocabulary() {
    const { rows, words } = this.head; // an index without rows has no words
    const text = words ?? (rows > 0 ? await this.get("words.txt", "text") : "");
    this.words ??= text.split(" ").filter(Boolean)
      .map((w) => ({ ...wordsOfRun(w.slice(0, -1))[0], often: +w.slice(-1) }));
    return this.words;
  }

  /** The words that a query asks for, and, where these are not all, as much of its text (cut). */
  parse(typed) {
    const query = typed.replace(CENTRAL, "$1w");
    const all = [...query.matchAll(RUN)].flatMap(placed);
    const words = all.length > MOST_WORDS ? this.foremost(query, all) : all;
    return { words: this.withoutLeads(words.map(wanted)), cut: words.length < all.length && typedOf(query, words) };
  }

  /**
   * Of too many words, those that are looked for, in their order: first those beside which a
   * number stands with no space between, as in 35-CT/TW, then the rarest that some article has
   * where the words are known, and each once.
   */
  foremost(query, all) {
    const often = new Map((this.head.words ?? "").split(" ").map((w) => [baseOf(w.slice(0, -1)), Number(w.slice(-1))]));
    const turn = (w) => (/[0-9]/.test(/\S*$/.exec(query.slice(0, w.to)) + /^\S*/.exec(query.slice(w.to))) ? -1 : often.get(w.base) ?? 99);
    return all.filter((w, i) => turn(w) < 0 || all.findIndex(({ spelling }) => spelling === w.spelling) === i)
      .sort((v, w) => turn(v) - turn(w)).slice(0, MOST_WORDS).sort((v, w) => v.from - w.from);
  }

  /**
   * Words without those that only lead to the number after them, as in "No. 35", nor the
   * symbol of a document's type before these, as in "NQ 35": a text need not have them. With
   * the number is kept what may stand before it in their place, and the type.
   */
  withoutLeads(words) {
    const types = namesOf(this.head.types);
    const leads = wordsOf(this.head.leads);
    const out = [];
    for (const word of [...words].reverse()) {
      const next = out[0];
      const type = isNumber(next) && !next.type && types.find((one) => namesHere(one[0], [word]))?.[1];
      if (type) {
        out[0] = { ...next, type: type.map(wanted), before: [...next.before, word.base, type.at(-1).base] };
      } else if (isNumber(next) && next.before.length === 0 && leads.some((l) => namesHere([l], [word]))) {
        out[0] = { ...next, before: [word.base] };
      } else {
        out.unshift({ ...word, before: [] });
      }
    }
    return out;
  }

  /** The rows of a base, the fresh one last; an index without rows has all in its head. */
  async rows(base) {
    return Promise.all(this.namesOfRows(base).map(([name, sum]) => this.get(name, undefined, sum)));
  }

  /** The files of a base's rows, with their sums. */
  namesOfRows(base) {
    const { rows, fresh, sums, freshSums } = this.head;
    const h = hash(placeOf(base));
    const row = (kind, count, all) => {
      const n = rowOf(h, count);
      return [`${kind}${n}.bin`, all.slice(SUM * n, SUM * (n + 1))];
    };
    const out = [];
    if (rows > 0) out.push(row("", rows, sums));
    if (fresh > 0) out.push(row("fresh-", fresh, freshSums));
    return out;
  }

  /** How many rows may still be fetched for an answer. */
  get room() {
    if (this.most === Infinity) return Infinity;
    return Math.min(this.most - this.asked - this.kept, Math.floor((ROOM - this.sent) / Math.max(this.head.rowSize, 1)));
  }

  /** Of bases, in their order, those whose rows are here or are among so many that may be fetched. */
  within(bases, files = this.room) {
    let wanted = new Set();
    return bases.filter((base) => {
      const all = new Set(wanted);
      for (const [name] of this.namesOfRows(base)) if (!this.files.has(name)) all.add(name);
      if (all.size > 0 && all.size > files) return all.size === wanted.size;
      wanted = all;
      return true;
    });
  }

  /**
   * Of words, those that are looked for where the rows of all would be too many: numbers,
   * then words spread over the query, since rows say what stands after a word, too, and
   * then the rest. At least one is. Their rows are on their way.
   */
  affordable(words, filters, vocabulary) {
    const { fresh } = this.head;
    const files = this.most - this.asked - this.kept - (vocabulary ? 1 : 0);
    const step = Math.max((words.length * (fresh > 0 ? 2 : 1)) / files, 1);
    const spread = new Set(words.map((_, i) => Math.floor(i * step)));
    const turn = (i) => (isNumber(words[i]) ? 0 : spread.has(i) ? 1 : 2);
    const order = [...words.keys()].sort((i, j) => turn(i) - turn(j) || i - j).map((i) => words[i].base);
    const bases = new Set(this.within([...basesOfFilters(filters), ...order], files));
    const out = words.filter(({ base }) => bases.has(base));
    if (out.length === 0) out.push(...words.slice(0, 1));
    const begin = (base) => this.rows(base).catch(() => {}); // who waits for them is told
    for (const base of [...bases, out[0]?.base ?? []].flat()) begin(base);
    for (const base of this.within(words.flatMap(({ before }) => before))) begin(base);
    return out;
  }

  /**
   * Sets, in marks, each article that has a base: 1, and 1 more where it is in a
   * heading and 2 more in the title, and 3 times SURE more for each degree of
   * agreement. Of articles below the one that it gives it is not known whether their
   * titles have the base.
   */
  async mark(marks, base, agree) {
    const rows = await this.rows(base);
    let unlisted = 0;
    for (const row of rows) {
      const found = row.base(base);
      if (!found) continue;
      this.markKnown(marks, found, agree);
      for (const { titles } of found.spellings) if (titles.length === PLACED) unlisted = Math.max(unlisted, titles[0]);
    }
    const worth = this.recentWords((b, spelling) => (b === base ? 1 + 3 * SURE * agree(spelling) : 0));
    this.eachRecent(rows, (n, stream) => {
      let part = 2;
      for (let i = 0; i < stream.length; i++) {
        const sign = stream[i];
        if (sign === 1) part = 0;
        else if (sign === 2) part = 1;
        else if (worth[sign] > 0 && marks[n] < worth[sign] + part) marks[n] = worth[sign] + part;
      }
    });
    return unlisted;
  }

  markKnown(marks, { all, spellings }, agree) {
    const values = spellings.map((s) => 1 + 3 * SURE * agree(s.text));
    const same = values.every((value) => value === values[0]); // whichever it is
    raise(marks, all, same ? values[0] : 1);
    // Of articles older than those that are listed, it is only known how many have
    // a spelling: what they likely have is taken for true. It counts LIKELY times, so
    // that they stand behind those that surely have it only where few have it.
    let expected;
    for (const [i, s] of spellings.entries()) {
      const value = values[i];
      raise(marks, s.headings, value + 1);
      raise(marks, s.titles, value + 2);
      if (same || value === 1) continue;
      const below = s.older > 0 ? countBelow(all, s.newest[0]) : 0; // of all, that are older
      const share = LIKELY * (s.lacks ? 1 - s.older / below : s.older / below);
      if (below > 0) expected ??= new Float64Array(all.length);
      for (let i = 0; i < below; i++) expected[i] += share * (value - 1);
      raise(marks, s.lacks ? without(all.subarray(below), s.newest) : s.newest, value);
    }
    for (let i = 0; expected && i < all.length && expected[i] > 0; i++) {
      const value = expected[i] >= 3 * SURE ? 6 * SURE : 3 * Math.floor(expected[i] / 3);
      if (marks[all[i]] < 1 + value) marks[all[i]] = 1 + value;
    }
  }

  /** A number for each word of the streams, by its sign. */
  recentWords(value) {
    const { bases, spellings } = this.tail;
    const out = new Uint8Array(SIGNS + bases.length);
    for (let i = 0; i < bases.length; i++) out[SIGNS + i] = value(bases[i], spellings[i]);
    return out;
  }

  /** Calls back with the articles that none of these rows knows of. */
  eachRecent(rows, each) {
    const { from, streams } = this.tail;
    for (let n = Math.max(from, ...rows.map(({ covers }) => covers)); n < from + streams.length; n++) each(n, streams[n - from]);
  }

  /** How likely each candidate has two bases side by side, from 0 to 1: added to near. */
  async neighbours(near, candidates, first, second) {
    const rows = await this.rows(first);
    const side = new Float64Array(this.head.articles);
    let known = 0; // articles below this one
    for (const row of rows) {
      const base = row.base(first);
      if (base) addSide(side, candidates, Math.max(known, row.from), row, row.pair(base, hash(second)));
      known = row.covers;
    }
    const which = this.recentWords((b) => (b === first ? 1 : 0) + (b === second ? 2 : 0));
    this.eachRecent(rows, (n, stream) => {
      for (let i = 1; i < stream.length; i++) {
        if (which[stream[i - 1]] & 1 && which[stream[i]] & 2) side[n] = 1;
      }
    });
    for (let i = 0; i < candidates.length; i++) {
      const own = side[candidates[i]];
      if (near[i] < own) near[i] = own;
    }
  }

  /**
   * Answers a query: the numbers of the articles that have all its words, best
   * first; how each word may stand in them (terms); what is found beside them
   * (others); how many words of the query that are, and its text where they are not all (cut), and which of them were not looked
   * for (skipped); where it means documents that are known, the numbers that it has of them or
   * else itself (about): the articles are then those of the documents' pages; whether articles are among them that have a query's only word with
   * other marks than were typed (unlike), which come last; and, where there is nothing, the nearest query that may find
   * something, or else the words that no article has (lacking), and the query without them, or
   * without its rarest words, where that finds something (rest). Of a query that was typed here (begun) the last word
   * may be a beginning, and still may once it is sent, so that nothing is lost then.
   */
  async answer(query, filters = {}, begun = false) {
    const { marks, lines, ...found } = await this.completed(query, filters, begun);
    if (sizeOf(found) > 0) return found;
    this.kept = 0; // there are no cards to show
    const nearest = await this.nearest(query, found.terms, lines, marks, filters).catch(instead());
    if (nearest) return { ...found, nearest };
    const lacking = found.terms.filter(({ bases }, i) => bases.length > 0 && !marks[i].some(Boolean)).map(({ word }) => word);
    const rest = await this.rest(query, found, marks, lacking, filters).catch(instead());
    return { ...found, lacking: typedOf(query, lacking), rest };
  }

  /**
   * A query without the words that no article has, and without its rarest words, as few as
   * need be for it to find something; nothing where it does not. One of whose words some are
   * not looked for yet is left without the former alone, and so is one with filters, which
   * are then what it may be without.
   */
  async rest(query, { terms, skipped, about }, marks, lacking, filters) {
    const left = terms.map(({ word }, i) => ({ word, articles: marks[i].filter(Boolean).length })).filter(({ word }) => !lacking.includes(word));
    for (let without = lacking.length; left.length > 0; without++) {
      const rest = typedOf(query, left.map(({ word }) => word));
      if (without > 0 && finds(await this.find(rest, filters))) return rest;
      if (about || skipped.length > 0 || Object.values(filters).some(Boolean)) return undefined;
      const least = Math.min(...left.map(({ articles }) => articles));
      left.splice(left.findIndex(({ articles }) => articles === least), 1);
    }
    return undefined;
  }

  /**
   * What find gives, with what the last word may become only where whole words find too
   * little: as these come first, it would be seen nowhere else, and it takes files of its
   * own. Of a query that was sent alone, what it finds is enough, unless the head has the
   * words or that is nothing.
   */
  async completed(query, filters, begun) {
    const whole = await this.find(query, filters, begun);
    const { articles, marks, about } = whole;
    const last = marks.at(-1);
    const well = begun && last ? articles.filter((n) => last[n] > 6 * SURE).length : sizeOf(whole);
    const few = well < RESULTS && !about && (begun || this.head.words !== undefined);
    if (!endsWithin(query) || (!few && sizeOf(whole) > 0)) return whole;
    const more = await this.find(query, filters, true, true).catch(instead(whole));
    return sizeOf(more) > sizeOf(whole) ? more : whole;
  }

  /**
   * What answer finds, with the marks of each word in place of a nearest query. A last word
   * that is only begun stands for names that begin with it and, to be completed, for the most
   * frequent words that do.
   */
  async find(query, filters, begun, completing) {
    await this.open();
    const { words, cut } = this.parse(query);
    const prefix = begun && endsWithin(query);
    const terms = await this.termsOf(words, filters, prefix, completing);
    const allowed = await this.allowed(filters);
    const unlisted = [];
    const marks = await Promise.all(terms.map(async (term, i) => {
      const own = new Uint8Array(this.head.articles);
      unlisted[i] = await this.markTerm(own, term);
      return own;
    }));
    const isSought = (_, i) => terms[i].bases.length > 0;
    const sought = marks.filter(isSought);
    const lines = await this.documents(words);
    const meant = this.meantBy(words, lines);
    const needed = meant.length > 0 ? [await this.citing(meant)] : sought;
    const has = new Uint8Array(this.head.articles).fill(words.length > 0 || allowed ? 1 : 0);
    for (const own of allowed ? [allowed, ...needed] : needed) keep(has, own);
    const candidates = places(has);
    // How often the articles that have a word could be doubled, and one more.
    const all = marks.map((own, i) => (isSought(own, i) ? bitsOf(this.head.articles / (own.filter(Boolean).length || 1)) : 1));
    const near = await this.nearness(terms, candidates, all);
    const rarities = all.filter(isSought);
    const worth = rarities.slice(1).reduce((sum, own, i) => sum + Math.max(own, rarities[i]), 0);
    if (sought.length > 1) allInTitle(near, candidates, sought, unlisted.filter(isSought), worth);
    const articles = ranked(this.head.articles, candidates, near, sought, rarities);
    const others = Object.values(filters).some(Boolean) ? [] : this.others(words, lines, prefix);
    const skipped = terms.filter(({ bases }) => bases.length === 0).map(({ word }) => query.slice(word.from, word.to));
    const about = meant.length > 0 ? numbersIn(query, meant) ?? [cut || query] : undefined;
    const unlike = !about && words.length === 1 && sought.length === 1 && articles.some((n) => sought[0][n] <= UNLIKE);
    return { articles, terms, others, marks, lines, words: words.length, skipped, cut, about, unlike };
  }

  /**
   * The documents that words mean: those whose whole number is among them, whatever they say
   * beside, each with the words of it (whole), but not one that is a part of another's; or
   * else those that they name by type, number and issuer, and say nothing more.
   */
  meantBy(words, lines) {
    const known = lines.map((line) => line.split("\t")).map(([slug, text, type, , issuer]) => ({ base: OF_DOCUMENT + slug, number: wordsOf(text), type, issuer }))
      .filter(({ base }) => this.within([base], 0).length > 0);
    const whole = known.map((one) => ({ ...one, whole: wholeIn(words, one.number) })).filter((one) => one.whole[0]?.base === one.number[0].base);
    if (whole.length > 0) return whole.filter(({ whole: own }) => !whole.some((one) => one.whole.length > own.length && own.every((w) => one.whole.includes(w))));
    const joined = this.withoutJoins(words);
    const typed = joined.flatMap((word) => [...(word.type ?? []), word]);
    const kinds = Object.values(this.head.documentKinds).map(wordsOf);
    return known.filter(({ number, type, issuer }) => {
      const at = joined.findIndex(({ base }) => base === number[0].base);
      const own = wordsOf(this.head.documentKinds[type]);
      const isIn = (names) => (w) => names.some(({ base }) => base === w.base);
      // As texts are read, too: in "kế hoạch 5 năm" 5 is no number of a plan.
      if (at < 0 || (joined[at].before.length === 0 && joined[at].to - joined[at].from < 2)) return false;
      const isOfType = joined[at].type?.every(isIn(own)) || kinds.some((kind) => kind.length <= at && kind.every(isIn(own)) && namesHere(kind, joined.slice(at - kind.length)));
      return isOfType && typed.every(isIn([...number, ...own, ...this.spoken(number), ...wordsOf(issuer)]));
    });
  }

  /** The articles that are on the page of any of some documents, as marks. */
  async citing(documents) {
    const out = new Uint8Array(this.head.articles);
    for (const { base } of documents) await this.mark(out, base, () => 0);
    return out;
  }

  /**
   * Words with the bases by which each is looked for: its own and, where the last is to be
   * completed, those of what it may become. A word that is not looked for has none.
   */
  async termsOf(words, filters, prefix, completing) {
    const known = this.affordable(words, filters, prefix && this.unread);
    const terms = words.map((word) => ({ word, bases: known.includes(word) ? [word.base] : [] }));
    const last = terms.at(-1);
    if (prefix && completing && last?.bases.length > 0) {
      last.prefix = true;
      last.bases = this.within([last.word.base, ...(await this.completions(last.word).catch(instead([])))]);
    }
    return terms;
  }

  /** Marks the articles that have a term, as mark does. */
  async markTerm(own, { word, bases }) {
    // The word itself comes before those that it is the beginning of.
    const agree = (base) => (base === word.base ? (spelling) => agreement(word, spelling) : (spelling) => Math.min(agreement(word, spelling), 1));
    return Math.max(0, ...(await Promise.all(bases.map((base) => this.mark(own, base, agree(base))))));
  }

  /**
   * How many of the terms each candidate has side by side with the one before, likely ones in
   * part, and each as often as the rarer of the two is rare.
   */
  async nearness(terms, candidates, rarities) {
    const near = new Float64Array(candidates.length);
    if (candidates.length < 2) return near;
    const sides = await Promise.all(terms.map(async ({ word, bases }, i) => {
      if (bases.length === 0) bases = [word.base]; // a row of the word before has it
      const before = this.within([terms[i - 1]?.word.base ?? [], word.before].flat(), 0);
      const own = new Float64Array(candidates.length);
      await Promise.all(before.flatMap((first) => bases.map((base) => this.neighbours(own, candidates, first, base))));
      return own;
    }));
    for (const [i, own] of sides.entries()) {
      const rarity = Math.max(rarities[i - 1] ?? 0, rarities[i]);
      for (let j = 0; j < own.length; j++) near[j] += own[j] * rarity;
    }
    return near;
  }

  /** Which articles the filters let through, or nothing where there are none. */
  async allowed(filters) {
    const size = this.head.articles;
    const bases = basesOfFilters(filters);
    if (bases.length === 0) return undefined;
    const out = new Uint8Array(size).fill(1);
    for (const base of bases) {
      const own = new Uint8Array(size);
      await this.mark(own, base, () => 0);
      keep(out, own);
    }
    return out;
  }

  /** The most frequent bases that begin with a word, and are longer. */
  async completions(word) {
    const { base, folded } = word;
    if (isNumber(word) || (this.unread && this.asked + this.kept >= this.most)) return [];
    const sure = folded.slice(0, Math.max(folded.length - longest - 1, 1)); // is of its base, too
    const has = (w) => w.base.startsWith(sure) && [w.base, w.folded, ...formsOf(w.base)].some((form) => begins(word, form, w.spelling));
    return (await this.vocabulary()).filter((w) => w.base !== base && has(w))
      .sort((v, w) => w.often - v.often || v.base.length - w.base.length).slice(0, COMPLETIONS).map((w) => w.base);
  }

  /**
   * The query with each word that nothing has exchanged for a known one: where the keys of an
   * input method were typed and there was none, the word that they are; else, of the
   * nearest, the one that stands beside its neighbour somewhere. The rest stays as it was
   * typed. Without marks where none was typed; nothing where that finds nothing either.
   */
  async nearest(query, terms, lines, marks, filters) {
    const named = new Map(this.named.words);
    for (const w of wordsOf(lines.map((line) => line.split("\t")[3]).join(" "))) if (!named.has(w.base)) named.set(w.base, { ...w, often: 0 });
    const known = async () => {
      const words = await this.vocabulary();
      const have = new Set(words.map(({ base }) => base));
      return [...words, ...[...named.values()].filter(({ base }) => !have.has(base))];
    };
    const unkeyed = await this.unkeyed(query, known);
    if (unkeyed !== query && finds(await this.find(unkeyed, filters))) return unkeyed;
    const unknown = terms.map(({ word, bases }, i) =>
      bases.length > 0 && word.base.length >= 3 && !isNumber(word) && !marks[i].some(Boolean) && !named.has(word.base));
    if (!unknown.some(Boolean)) return undefined;
    const all = await known();
    const bare = !terms.some(({ word }) => word.marked);
    const words = terms.map(({ word }) => word);
    let nearest = "";
    let at = 0;
    for (const [i, { from, to, base }] of words.entries()) {
      const word = unknown[i] && await this.beside(nearestOf(base, all), words[i - 1], unknown[i + 1] ? undefined : words[i + 1]);
      if (!word) continue;
      nearest += query.slice(at, from) + cased(query.slice(from, to), bare ? word.folded : await this.spelt(word, words[i]));
      words[i] = word;
      at = to;
    }
    if (at === 0) return undefined;
    nearest += query.slice(at);
    return finds(await this.find(nearest, filters)) ? nearest : undefined;
  }

  /** The query where the keys of an input method are its letters with marks, in words spelt as the bulletin spells them. */
  async unkeyed(query, known) {
    let out = "";
    let at = 0;
    for (const { 0: run, index } of query.matchAll(RUN)) {
      if (/[^ -~]/.test(run)) continue; // there was one
      const letters = pairsOf(this.head.keys).reduce((s, [keys, other]) => s.replace(new RegExp(keys, "gi"), other), run);
      if (letters === run) continue;
      const all = await known();
      const words = await Promise.all(wordsOfRun(letters).map((word) => this.meant(all.find(({ base }) => base === word.base), wanted(word))));
      out += query.slice(at, index) + cased(run, words.join(""));
      at = index + run.length;
    }
    return out + query.slice(at);
  }

  /** The usual spelling of a known word, or another where that contradicts the marks that were typed. */
  async meant(known, typed) {
    if (!known) return typed.folded;
    const agrees = (spelling) => agreement(typed, spelling) > 0;
    return agrees(known.spelling) ? known.spelling : (await this.spellings(known)).find(agrees) ?? known.spelling;
  }

  /** The first of some words that stands after one, or else before one, in any text or name; the first of all where none does. */
  async beside(near, before, after) {
    for (const word of near) {
      const [first, second] = before ? [before, word] : [word, after];
      if (!second) break;
      if (this.named.pairs.has(`${first.base} ${second.base}`)) return word;
      if (this.within([first.base]).length > 0 && (await this.stand(first.base, second.base))) return word;
    }
    return near[0];
  }

  /** Of the spellings of a known word, the one with the fewest letters and marks other than what was typed. */
  async spelt(known, typed) {
    const far = (spelling) => (typed.marked ? distance(typed.spelling, spelling) : 0);
    return (await this.spellings(known)).reduce((best, one) => (far(one) < far(best) ? one : best));
  }

  /** The spellings of a known word, the usual one first. */
  async spellings(known) {
    const spellings = [known.spelling];
    for (const row of this.within([known.base]).length > 0 ? await this.rows(known.base) : []) {
      spellings.push(...(row.base(known.base)?.spellings ?? []).map(({ text }) => text));
    }
    spellings.push(...this.tail.spellings.filter((_, i) => this.tail.bases[i] === known.base), ...this.named.spellings.filter((s) => baseOf(s) === known.base));
    return spellings;
  }

  /** Whether two bases stand side by side in any article. */
  async stand(first, second) {
    const rows = await this.rows(first);
    let found = rows.some((row) => {
      const base = row.base(first);
      return base !== undefined && row.pair(base, hash(second)).list.length > 0;
    });
    const which = this.recentWords((b) => (b === first ? 1 : 0) + (b === second ? 2 : 0));
    this.eachRecent(rows, (_, stream) => {
      for (let i = 1; i < stream.length && !found; i++) found = (which[stream[i - 1]] & 1 && which[stream[i]] & 2) > 0;
    });
    return found;
  }

  /** The words of the names that are found beside articles; in all of them, words by base, pairs of bases that stand side by side, and spellings. */
  get named() {
    if (this.names) return this.names;
    const { committees, pages, congress, documentKinds } = this.head;
    const names = {
      committees: committees.map((c) => c.names.map(wordsOf)),
      pages: pages.map(([title]) => [wordsOf(title)]),
      congress: wordsOf(congress[0]),
      ordinal: wordsOf(this.head.say.ordinal.other),
      issuers: namesOf(this.head.issuers),
      joins: this.head.joins.split(" ").map(wordsOf),
    };
    names.words = new Map();
    names.pairs = new Set();
    names.spellings = [];
    const kinds = Object.keys(documentKinds).sort().map((kind) => wordsOf(documentKinds[kind]));
    for (const name of [...names.committees.flat(), ...names.pages.flat(), names.congress, ...kinds]) {
      for (const [i, w] of name.entries()) {
        names.spellings.push(w.spelling);
        if (i > 0) names.pairs.add(`${name[i - 1].base} ${w.base}`);
        if (!isNumber(w) && !names.words.has(w.base)) names.words.set(w.base, { ...w, often: 0 });
      }
    }
    return (this.names = names);
  }

  /** Documents, committees, congresses and pages whose names have all the words, best first. */
  others(words, lines, prefix) {
    if (words.length === 0) return [];
    const { committees, committeesAt, documentsAt, documentKinds, pages, congress, base } = this.head;
    const known = this.named;
    const isOf = (names) => (w) => names.some((n) => n.base === w.base);
    const out = [];
    const consider = (names, entry, typed = words) => {
      let best = -1;
      for (const name of names) {
        let agree = 0;
        const all = typed.every((word, i) => {
          const starts = prefix && i === typed.length - 1;
          let own = -1;
          for (const w of name) {
            if (w.base === word.base) own = Math.max(own, agreement(word, w.spelling));
            else if (starts && begins(word, w.folded, w.spelling)) own = Math.max(own, Math.min(agreement(word, w.spelling), 1));
          }
          agree += own;
          return own >= 0;
        });
        // The more of a name was typed, the better.
        if (all) best = Math.max(best, agree + typed.length / name.length);
      }
      if (best >= 0) out.push({ ...entry, best: best + (entry.first ?? 0) });
    };
    // "lần thứ nhất" is 1, "lần thứ XVII" XVII, and "17th" 17.
    const unordered = this.counted(words).filter((w) => !isOf(known.ordinal)(w));
    const numbered = unordered.some((w) => isNumeral(w.base));
    const ofCongress = unordered.filter((w) => !isOf(known.congress)(w));
    const isCongress = ofCongress.length > 0 && known.congress.every((n) => isOf(words)(n));
    const joined = this.withoutJoins(words);
    const typed = joined.flatMap((word) => [...(word.type ?? []), word]);
    for (const line of lines) {
      const [slug, text, type, title, issuer] = line.split("\t");
      const number = wordsOf(text);
      if (!isOf(joined)(number[0]) && (words.length < OF_TITLE || !glued(wordsOf(title)).includes(glued(words)))) continue;
      const kind = documentKinds[type];
      // Before all else, and of those the one whose whole number was typed.
      const whole = wholeIn(words, number).length > 0;
      const entry = { kind: "document", type: kind, title, issuer, text, href: `${base}${documentsAt.slice(1)}${slug}/`, first: whole ? 2 * FOREMOST : FOREMOST / 2 };
      const own = [...number, ...wordsOf(kind)];
      const spoken = this.spoken(number);
      consider([own, [...own, ...spoken], [...own, ...spoken, ...wordsOf(title), ...wordsOf(issuer), ...wordsOf(slug)]], entry, whole ? number.map(wanted) : typed);
    }
    for (const [i, c] of committees.entries()) {
      const names = known.committees[i];
      const href = `${base}${committeesAt.slice(1)}${c.id}/`;
      consider(names, { kind: "committee", title: c.names[0], href });
      // A congress is found by its number alone, the names of all being alike; by its
      // committee's names without a number it is the last one.
      const congresses = numbered ? c.congresses ?? [] : isCongress ? c.congresses?.slice(0, 1) ?? [] : [];
      for (const number of congresses) {
        const numerals = [roman(number).toLowerCase(), String(number)].map((n) => ({ spelling: n, folded: n, base: n }));
        if (numbered && !unordered.some(isOf(numerals))) continue;
        const first = numbered && isCongress ? FOREMOST : 0;
        const entry = { kind: "congress", first, number: roman(number), committee: c.names[0], href: `${href}${congress[1]}-${number}/` };
        consider(names.map((n) => [...known.congress, ...n, ...numerals]), entry, unordered);
      }
    }
    const [year, month] = this.monthOf(words);
    if (this.head.timeline.some((one) => one[0] === year && one[1] & (1 << (month - 1)))) {
      const mm = String(month).padStart(2, "0");
      const parts = { yyyy: year, m: month, mm, month: this.head.months[month - 1] };
      const title = this.head.monthYear.replace(/\{(\w+)\}/g, (hole, part) => parts[part] ?? hole);
      out.push({ kind: "page", title, href: `${base}${this.head.timelineAt.slice(1)}${year}/${mm}/`, best: FOREMOST });
    }
    for (const [i, [title, path]] of pages.entries()) consider(known.pages[i], { kind: "page", title, href: base + path.slice(1) });
    return out.sort((a, b) => b.best - a.best);
  }

  /** The year and the month of words that are a date or a month and nothing else; nothing of others. */
  monthOf(words) {
    const { dates, months } = this.head;
    const without = [...wordsOf(dates), ...this.named.ordinal];
    const names = months.map(wordsOf);
    let named; // where the month is that is a name
    const parts = [];
    for (let i = 0; i < words.length; ) {
      const at = names.findIndex((name) => namesHere(name, words.slice(i)));
      if (words[i].before.length > 0) return []; // of a document
      if (at >= 0) (named = parts.length), parts.push(at + 1), (i += names[at].length);
      else if (isNumber(words[i])) parts.push(Number(words[i++].base));
      else if (without.some((w) => namesHere([w], words.slice(i)))) i++;
      else return [];
    }
    if (parts.length < 2 || parts.length > 3) return [];
    const first = parts[0] >= 1000; // the year
    const year = parts[first ? 0 : parts.length - 1];
    const month = parts[named ?? (first ? 1 : parts.length - 2)];
    const day = parts.length < 3 ? 1 : parts.reduce((sum, part) => sum + part) - year - month;
    return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? [year, month] : [];
  }

  /** The words in which those are spoken of whose symbol is in a number. */
  spoken(number) {
    return this.named.issuers.flatMap(([name, symbol]) => (symbol.some(({ base }) => number.some((w) => w.base === base)) ? name : []));
  }

  /** Words without those that only join the parts of a document's name, as in 35 của, khóa XII. */
  withoutJoins(words) {
    const { joins } = this.named;
    const out = [];
    for (let i = 0; i < words.length; ) {
      const most = Math.max(0, ...joins.filter((name) => joinsHere(name, words.slice(i))).map(({ length }) => length));
      if (most === 0) out.push(words[i]);
      i += most || 1;
    }
    return out;
  }

  /** Words with numbers in the place of ordinals in words. */
  counted(words) {
    const out = [];
    for (let i = 0; i < words.length; ) {
      const here = namesOf(this.head.ordinals).findLast((one) => namesHere(one[0], words.slice(i)));
      out.push(here ? wanted(here[1][0]) : words[i]);
      i += here ? here[0].length : 1;
    }
    return out;
  }

  /** The lines of the documents whose number may be among the words, and of those whose titles may have them. */
  async documents(words) {
    const rows = new Set();
    // A title is in a row of one of any five of its words.
    const ofTitle = words.length < OF_TITLE ? [] : this.within(words.map((w) => w.base), 0);
    for (const base of [...this.within(words.filter(isNumber).map((w) => w.base)), ...ofTitle]) {
      for (const row of await this.rows(base)) rows.add(row);
    }
    return [...new Set([...[...rows].flatMap((row) => row.documents), ...this.head.documents])];
  }

  /** Up to which of the articles from one on are shown at once: as many as come with few files. */
  shown(articles, from) {
    const most = Math.max(Math.min(this.most - this.asked, Math.max(Math.floor((ROOM - this.sent) / CARDS), 3)), OF_CARDS);
    const files = new Set();
    let to = from;
    for (; to < articles.length && to < from + RESULTS; to++) {
      const { name } = this.file(articles[to]);
      if (!this.files.has(name)) files.add(name);
      if (files.size > most) break;
    }
    return to;
  }

  /** The file of cards that has an article. */
  file(n) {
    const last = (list) => {
      let low = 0;
      for (let high = list.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (list[middle].from <= n) low = middle + 1;
        else high = middle;
      }
      return list[low - 1];
    };
    const year = last(this.years);
    year.files ??= filesOf(year);
    return last(year.files);
  }

  /** The card of an article. */
  async card(n) {
    const { name, from, count } = this.file(n);
    const cards = await this.get(name, "json");
    if (cards.length !== count) throw new Stale(`${name} has other articles than the head says`);
    return cards[n - from];
  }
}

const YEAR_BITS = 31; // of where a file of cards starts in its year
const DAY_BITS = 22; // of those, within a day

/** A year's files of cards, from its shape, as address.CardsOf makes both. */
function filesOf({ year, shape, from }) {
  const files = [];
  let at = 0;
  const part = (start, bits) => {
    const count = shape.charCodeAt(at++) - 48;
    if (count < 0) {
      part(start, bits - 1);
      part(start + 2 ** (bits - 1), bits - 1);
    } else if (count > 0) {
      const within = start % 2 ** DAY_BITS;
      files.push({ name: `${year}-${Math.floor(start / 2 ** DAY_BITS)}${within ? `-${within}` : ""}.json`, from, count });
      from += count;
    }
  };
  part(0, YEAR_BITS);
  return files;
}

function roman(n) {
  let out = "";
  for (const [value, sign] of [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
    for (; n >= value; n -= value) out += sign;
  }
  return out;
}

const NEAREST = 8; // known words that are considered in the place of an unknown one

/** The known words that have the fewest letters other than a base, and a third of them at most. */
function nearestOf(base, known) {
  const most = Math.max(1, Math.floor(base.length / 3));
  return known.filter((w) => Math.abs(w.base.length - base.length) <= most)
    .map((w) => ({ ...w, far: distance(base, w.base) })).filter((w) => w.far <= most)
    .sort((v, w) => v.far - w.far || w.often - v.often).slice(0, NEAREST);
}

/** A word with capitals where the one has them in whose place it comes. */
function cased(typed, word) {
  if (typed.length > 1 && typed === typed.toUpperCase()) return word.toUpperCase();
  return typed[0] === typed[0].toLowerCase() ? word : word[0].toUpperCase() + word.slice(1);
}

const EXCHANGED = 0.75; // of a letter, are two neighbours that fingers took for each other

/** Letters to insert, leave out, replace or exchange with their neighbour. */
function distance(a, b) {
  let before;
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      row.push(Math.min(last[j] + (a[i] !== b[j]), last[j + 1] + 1, row[j] + 1));
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j]) row[j + 1] = Math.min(row[j + 1], before[j - 1] + EXCHANGED);
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
    for (const w of placed(m)) {
      const t = terms.findIndex(({ word, bases, prefix }) => word.base === w.base || bases.includes(w.base) || (prefix && begins(word, w.folded, w.spelling)));
      if (t >= 0) found.push([w.from, w.to, t, agreement(terms[t].word, w.spelling)]);
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
  let last = 0; // where what must be shown ends
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
    last = to;
    const line = text.lastIndexOf("\n", from) + 1;
    const stop = text.indexOf("\n", to);
    from = Math.max(line, from - AROUND);
    if (from > line) from = text.indexOf(" ", from) + 1;
    to = Math.min(stop < 0 ? text.length : stop, to + AROUND);
  } else {
    to = Math.min(to, text.indexOf("\n") < 0 ? to : text.indexOf("\n"));
  }
  if (to < text.length && !/[\s.]/.test(text[to])) {
    // Between words, unless one is so long that nothing else would be left.
    const space = text.lastIndexOf(" ", to);
    if (space > last) to = space;
    else if (/[\udc00-\udfff]/.test(text[to])) to--;
  }
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

const FIRST = 2; // of what is beside articles, before them
const BESIDE = 8; // of that in all, with each RESULTS
const DELAY = 150; // milliseconds that nothing is typed for, before an answer from what is here
const REST = 450; // and before files are fetched: a key takes up to 200
const LATE = 400; // milliseconds after which it is said that an answer is on its way

function start(main) {
  const folder = main.dataset.index;
  const form = main.querySelector("form");
  const input = form.elements.q;
  const output = main.querySelector("output");
  const list = main.querySelector("ol.results");
  const more = main.querySelector(".more");
  const lang = document.documentElement.lang;
  const name = document.title;
  const plural = new Intl.PluralRules(lang);
  const number = new Intl.NumberFormat(lang);
  const either = new Intl.ListFormat(lang, { type: "disjunction" });
  let turn = 0; // of queries: an old answer does not replace a new one
  let answered = []; // what was said of the last answer

  /** Says something, to those who hear it, too. */
  const tell = (...said) => output.replaceChildren(...said);

  const index = new Index(async (name, kind) => {
    const answer = await fetch(folder + name, { cache: "no-cache" });
    if (answer.status === 404 && index.head) throw new Stale(name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return kind === "json" ? answer.json() : kind === "text" ? answer.text() : answer.arrayBuffer();
  });

  const say = (name, values = {}) => {
    const forms = index.head.say[name];
    const sentence = (values.n !== undefined && forms[plural.select(values.n)]) || forms.other;
    return sentence.replace(/\{(\w+)\}/g, (hole, k) => (typeof values[k] === "number" ? number.format(values[k]) : values[k] ?? hole));
  };

  const element = (name, attributes = {}, ...children) => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes)) if (v) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  /** A sentence in pieces: a query in it does not turn the direction of the rest. */
  const quoting = (name, query, values) =>
    say(name, values).split("{query}").flatMap((piece, i) => (i > 0 ? [element("bdi", {}, query), piece] : [piece]));

  const marked = (parts) => parts.map(([text, hit]) => (hit ? element("mark", {}, text) : text));

  const filters = () => Object.fromEntries(["committee", "term", "kind", "year"].map((k) => [k, form.elements[k].value]));

  /** The form's state as the end of an address. */
  const state = () => {
    const p = new URLSearchParams();
    for (const [k, v] of new FormData(form)) {
      const own = cleaned(v);
      if (own) p.set(k, own);
    }
    return p.toString() && `?${p}`;
  };

  const article = async (n, terms) => {
    const c = await index.card(n);
    const committee = index.head.committees.find(({ id }) => id === c.c);
    const about = element("p", { class: "about" },
      element("span", { class: "kind" }, index.head.kinds[c.k] ?? ""), ...(c.n ? [` ${c.n}`] : []), ...(committee ? [` · ${committee.names[0]}`] : []));
    const lacks = c.l ? say("untranslated", { language: say(`language.${c.l}`) }) : c.b ? say("begun") : "";
    if (lacks) about.append(" ", element("span", { class: "tag" }, lacks));
    return element("li", {}, element("article", { class: "card" },
      element("p", { class: "when" }, element("time", { datetime: c.d }, c.w)),
      element("h3", {}, element("a", { href: c.p, lang: c.l, hreflang: c.l }, ...marked(pieces(c.t, matches(c.t, terms))))),
      about,
      element("p", { class: "summary", lang: c.l }, ...marked(excerpt(c.x, terms)))));
  };

  const other = (entry) => {
    let title = entry.title;
    let kind = entry.kind === "congress" ? index.head.kinds.congress : say(entry.kind);
    let about = "";
    if (entry.kind === "congress") title = say("congress", { congress: index.head.congress[0], number: entry.number, committee: entry.committee });
    if (entry.kind === "document") (title = `${entry.type} ${entry.text}`), (about = [entry.issuer, entry.title].filter(Boolean).join(". "));
    return element("li", {}, element("article", { class: "card entry" },
      element("h3", {}, element("a", { href: entry.href }, title)),
      element("p", { class: "about" }, element("span", { class: "kind" }, kind), about && ` · ${about}`)));
  };

  /**
   * Shows the results from one on, as many as come with few files, and what is beside
   * articles from one on. It gives what is to be said of cards that could not be read,
   * without which only the first results are shown.
   */
  const show = async (found, from, beside, mine) => {
    const to = index.shown(found.articles, from);
    const read = await Promise.allSettled(Array.from(found.articles.subarray(from, to), (n) => article(n, found.terms)));
    if (mine !== turn) return [];
    const items = read.flatMap(({ value }) => value ?? []);
    const failed = read.flatMap(({ reason }) => reason ?? []);
    const first = beside === 0;
    const others = found.others.slice(beside, beside + BESIDE).map(other);
    for (const error of failed) if (error instanceof Stale || !first || items.length + others.length === 0) throw error;
    if (first) items.unshift(...others.splice(0, FIRST));
    items.push(...others);
    if (first && from === 0) {
      list.replaceChildren(...items);
    } else {
      list.append(...items);
      if (!returning) items[0]?.querySelector("a").focus();
    }
    const next = beside + BESIDE;
    more.hidden = to >= found.articles.length && next >= found.others.length;
    more.firstElementChild.onclick = () => extend(found, to, next, mine);
    return failed.length > 0 ? [" ", say("partly")] : [];
  };

  let returning = false; // whether they are those that the reader has seen

  /** Shows more results, once for each time that there are more. */
  const extend = async (found, from, beside, mine) => {
    const button = more.firstElementChild;
    button.onclick = null;
    list.setAttribute("aria-busy", "true");
    index.begin(); // these files are for more than that
    try {
      await show(found, from, beside, mine);
      if (mine === turn) tell(...answered);
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof Stale) {
        index.forget();
        await run(typedAnswer?.of === ran); // its articles have other numbers
        return;
      }
      tell(main.dataset.failed);
      if (typedAnswer) typedAnswer.wholly = false;
      button.onclick = () => extend(found, from, beside, mine);
      console.error(error);
    } finally {
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  };

  /** What is said of an answer: how many results there are, and a better query. */
  const summary = (query, filtered, { articles, others, words, cut, skipped, nearest, about, unlike, lacking, rest }) => {
    const n = articles.length;
    const beside = others.length;
    const sought = (n > 0 && about && either.format(about)) || cut || query;
    // A query of signs alone asks for nothing but what the filters let through.
    const kind = n > 0 ? (about ? "citing" : words > 0 ? "found" : "listed") : beside > 0 ? "only" : !filtered ? "nothing" : query ? "filtered" : "none";
    const said = quoting(kind, sought, { n: n || beside });
    if (n > 0 && beside > 0) said.push(` ${say("beside", { n: beside })}`);
    if (unlike) said.push(` ${say("unlike")}`);
    if (cut) said.push(` ${say("first", { n: MOST_WORDS })}`);
    if (skipped.length > 0) said.push(" ", ...quoting("skipped", skipped.join(" ")));
    if (lacking && words > 1) said.push(" ", ...quoting("lacking", lacking));
    const p = new URLSearchParams(state());
    const offer = (sentence, other) => {
      p.set("q", other);
      said.push(" ", element("span", { class: "nearest" }, `${say(sentence)} `, element("a", { href: `?${p}` }, element("bdi", {}, other))));
    };
    if (nearest) offer("nearest", nearest);
    if (rest) offer(lacking ? "rest" : "fewer", rest);
    if (n === 0 && filtered) said.push(" ", element("a", { href: query ? `?${new URLSearchParams({ q: query })}` : location.pathname }, say("unfilter")));
    return said;
  };

  const answer = async (query, chosen, begun, mine) => {
    const found = await index.answer(query, chosen, begun);
    if (mine !== turn) return;
    const partly = await show(found, 0, 0, mine);
    if (mine !== turn) return;
    tell(...(answered = summary(query, Object.values(chosen).some(Boolean), found)), ...partly);
    typedAnswer = begun && { of: ran, wholly: found.skipped.length + partly.length === 0 };
  };

  let typedAnswer; // of which typed query the results are, as the end of an address, and whether nothing is missing
  let ran; // the query that the results are of, as the end of an address

  /** Answers what stands in the form: see Index.answer; after so many milliseconds of rest files are fetched. */
  const run = async (begun, rest = 0) => {
    const mine = ++turn;
    index.begin(rest > 0 ? new Promise((done) => setTimeout(done, rest)) : undefined);
    const query = cleaned(input.value);
    const chosen = filters();
    ran = state();
    for (const a of document.querySelectorAll(".languages a[hreflang]")) a.search = ran;
    document.title = query ? `“\u2068${query}\u2069” – ${name}` : name; // its direction is its own
    const clear = () => {
      list.replaceChildren();
      more.hidden = true;
      typedAnswer = undefined;
    };
    if (!query && !Object.values(chosen).some(Boolean)) {
      clear();
      list.removeAttribute("aria-busy");
      tell();
      return;
    }
    list.setAttribute("aria-busy", "true");
    const late = setTimeout(() => mine === turn && tell(main.dataset.loading), rest + LATE);
    try {
      await index.current(() => answer(query, chosen, begun, mine));
    } catch (error) {
      if (mine !== turn) return;
      clear(); // they are of another query
      tell(main.dataset.failed);
      console.error(error);
    } finally {
      clearTimeout(late);
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  };

  // Typing changes the address of one step of the history; a query that was
  // sent, or a filter that was chosen, makes a new step.
  let typed = false;
  let { hash: fragment } = location;
  const remember = (step, begun) => {
    const to = location.pathname + state();
    if (to === location.pathname + location.search && Boolean(history.state?.begun) === begun) return;
    history[step ? "pushState" : "replaceState"]({ begun }, "", to);
    fragment = "";
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    turn++;
    index.begin(); // nothing more for what stood there before
    waiting = setTimeout(() => {
      remember(!typed, true);
      typed = true;
      run(true, REST - DELAY);
    }, DELAY);
  });
  form.addEventListener("change", (e) => {
    if (e.target === input) return;
    clearTimeout(waiting); // one step with the letters before it
    remember(true, false);
    typed = false;
    run(false);
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    clearTimeout(waiting);
    const begun = typedAnswer?.of === state(); // it finds the same again
    remember(!typed, begun);
    typed = false;
    if (begun && typedAnswer.wholly && ran === typedAnswer.of) tell(...answered);
    else run(begun);
  });
  /** Shows as many results as there were when the reader left for one of them, and goes to that. */
  const again = async () => {
    const { shown = 0, left } = history.state ?? {};
    const mine = turn;
    const reader = document.activeElement;
    let before = -1;
    returning = true;
    while (mine === turn && !more.hidden && before < list.children.length && list.children.length < shown) {
      before = list.children.length;
      await more.firstElementChild.onclick?.();
    }
    returning = false;
    const [{ type } = {}] = performance.getEntriesByType("navigation");
    if (mine !== turn || type === "reload" || document.activeElement !== reader) return;
    [...list.querySelectorAll("h3 a")].find(({ href }) => href === left)?.focus();
  };
  list.addEventListener("click", ({ target }) => {
    const left = target.closest("h3 a")?.href;
    if (left) history.replaceState({ ...history.state, left, shown: list.children.length }, "");
  });
  const restore = () => {
    clearTimeout(waiting);
    const p = new URLSearchParams(location.search);
    input.value = (p.get("q") ?? "").slice(0, LONGEST);
    for (const name of ["committee", "term", "kind", "year"]) {
      const select = form.elements[name];
      select.value = p.get(name) ?? "";
      if (select.selectedIndex < 0) select.value = ""; // there is no such choice
    }
    if (Object.values(filters()).some(Boolean)) form.querySelector("details").open = true;
    typed = false;
    // What stands below the results has waited for them.
    run(Boolean(history.state?.begun)).then(() => {
      main.classList.add("settled");
      return again();
    });
  };
  addEventListener("popstate", () => {
    // A link to a place in the page asks for nothing.
    const within = location.hash !== fragment && state() === ran && new URLSearchParams(location.search).toString() === ran.slice(1);
    fragment = location.hash;
    if (!within) restore();
  });

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    const links = [...list.querySelectorAll("h3 a")];
    const at = links.indexOf(document.activeElement);
    // Elsewhere the arrow scrolls the page.
    if (e.key === "ArrowDown" && (at >= 0 || document.activeElement === input) && links[at + 1]) {
      links[at + 1].focus();
    } else if (e.key === "ArrowUp" && at >= 0) {
      (links[at - 1] ?? input).focus();
    } else if (e.key === "Escape" && (at >= 0 || document.activeElement === document.body)) {
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
}

if (typeof document !== "undefined") {
  const main = document.querySelector("main.search");
  if (main) start(main);
}
