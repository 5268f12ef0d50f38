// Says what queries make the page fetch that are typed letter by letter, in a page that was just
// opened:
//
//	node typed.mjs SCRIPT FOLDER < queries.json > typed.json
//
// Of each text it gives the files of the index that are fetched before the reader rests and in
// all, those of the same query sent at once, and what each finds. Then it begins another answer
// while the first waits for rows, and gives the files and the end of that.
import fs from "node:fs";
import { setTimeout } from "node:timers/promises";

const [script, folder] = process.argv.slice(2);
const { Index, Replaced } = await import(script);

/** An index, and the names of the files that it was asked for; each is read once the gate is open. */
function opened(gate = () => {}) {
  const files = [];
  const index = new Index(async (name, kind) => {
    files.push(name);
    const b = fs.readFileSync(`${folder}/${name}`);
    await gate(name);
    if (kind === "text") return b.toString();
    return kind === "json" ? JSON.parse(b) : b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
  });
  return { index, files };
}

/** What an answer finds, whose first cards are fetched; "replaced" where another was begun. */
const end = (index, query, begun) =>
  index.current(async () => {
    const found = await index.answer(query, {}, begun);
    await Promise.all(Array.from(found.articles.subarray(0, index.shown(found.articles, 0)), (n) => index.card(n)));
    return [...Array.from(found.articles, String), ...found.others.map(({ href }) => href)];
  }).catch((error) => {
    if (error instanceof Replaced) return "replaced";
    throw error;
  });

/** Types a query, rests, and sends it. */
async function typed(query) {
  const { index, files } = opened();
  const letters = [...query];
  const ends = [];
  const rests = [];
  for (let i = 1; i <= letters.length; i++) {
    index.begin(new Promise((done) => rests.push(done)));
    ends.push(end(index, letters.slice(0, i).join(""), true));
    await setTimeout(1); // as long as it takes to do what can be done
  }
  const before = [...files];
  for (const rest of rests) rest(); // those of answers that were replaced, too
  const found = await ends.pop();
  const rested = [...files];
  index.begin();
  const again = await end(index, query, true);
  const cold = opened();
  const sent = await end(cold.index, query, false);
  return { before, replaced: (await Promise.all(ends)).filter((e) => e === "replaced").length, of: ends.length, found, files: rested, again, more: files.length - rested.length, sent, filesSent: cold.files };
}

/** Begins an answer while another one waits for its rows, or for its cards, and lets these come. */
async function replaced(query, waitsFor) {
  let open;
  const gate = new Promise((done) => (open = done));
  const { index, files } = opened((name) => (waitsFor.test(name) ? gate : undefined));
  const first = end(index, query, false);
  let done;
  first.finally(() => (done = true));
  while (!done && !files.some((name) => waitsFor.test(name))) await setTimeout(1);
  const before = files.length;
  index.begin(new Promise(() => {}));
  open();
  return { end: await first, more: files.length - before };
}

const out = [];
for (const query of JSON.parse(fs.readFileSync(0))) {
  out.push({ query, ...(await typed(query)), rows: await replaced(query, /[.]bin$/), cards: await replaced(query, /^[0-9]+-.*json$/) });
}
console.log(JSON.stringify(out));
