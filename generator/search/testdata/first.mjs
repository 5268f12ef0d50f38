// Says what a first query makes the page fetch, in a page that was just opened:
//
//	node first.mjs SCRIPT FOLDER < queries.json > fetched.json
//
// A query is [text, whether it was typed]. Of each it gives the files of the index, how
// many results they show, the words that were not looked for, the first results' titles and what is offered instead; and how
// often more it has to be sent until all are looked for, and the articles that it finds then, its last word being whole.
import fs from "node:fs";

const [script, folder] = process.argv.slice(2);
const { Index } = await import(script);
const out = [];
for (const [query, begun] of JSON.parse(fs.readFileSync(0))) {
  const files = [];
  const index = new Index(async (name, kind) => {
    files.push(name);
    const b = fs.readFileSync(`${folder}/${name}`);
    if (kind === "text") return b.toString();
    return kind === "json" ? JSON.parse(b) : b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
  });
  const found = await index.answer(query, {}, begun);
  const shown = Array.from(found.articles.subarray(0, index.shown(found.articles, 0)));
  const cards = await Promise.all(shown.map((n) => index.card(n)));
  const first = { query, files: [...files], shown: cards.map(({ t }) => t), skipped: found.skipped, nearest: found.nearest ?? "", rest: found.rest || "" };
  let again = 0;
  let whole = found;
  for (; whole.skipped.length > 0 && again < 9; again++) {
    index.begin();
    whole = await index.answer(`${query} `); // its last word whole
  }
  out.push({ ...first, again, articles: Array.from(whole.articles) });
}
console.log(JSON.stringify(out));
