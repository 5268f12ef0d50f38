// Answers queries from the files of an index, for a test that holds the answers
// against those of a reader in Go:
//
//	node answers.mjs SCRIPT FOLDER < queries.json > answers.json
//
// A query is a text, or [text, filters, whether it is being typed].
import fs from "node:fs";

const [script, folder] = process.argv.slice(2);
const { Index, excerpt, spell, baseOf } = await import(script);
const read = async (name, kind) => {
  const b = fs.readFileSync(`${folder}/${name}`);
  if (kind === "text") return b.toString();
  return kind === "json" ? JSON.parse(b) : b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
};
const index = new Index(read);
const out = [];
for (const q of JSON.parse(fs.readFileSync(0))) {
  const [query, filters, typing] = Array.isArray(q) ? q : [q];
  const start = performance.now();
  const found = await index.search(query, filters ?? {}, typing ?? false);
  const took = performance.now() - start;
  const first = found.articles.length > 0 ? await index.card(found.articles[0]) : undefined;
  out.push({
    articles: Array.from(found.articles),
    others: found.others.map((o) => o.href),
    nearest: found.nearest ?? "",
    excerpt: first ? excerpt(first.x, found.terms) : [],
    words: (query.match(/\S+/g) ?? []).flatMap((w) => spell(w.normalize("NFC")).map((s) => [s, baseOf(s)])),
    took,
  });
}
console.log(JSON.stringify(out));
