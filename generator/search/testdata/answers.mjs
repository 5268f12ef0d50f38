// Answers queries from the files of an index, for a test that holds the answers
// against those of a reader in Go:
//
//	node answers.mjs SCRIPT FOLDER < queries.json > answers.json
//
// A query is a text, whose last word is whole, or [text, filters, whether it was typed]; {folder} says that
// from here on the files are those of another folder.
import fs from "node:fs";

const [script, first] = process.argv.slice(2);
const { Index, Stale, excerpt, spell, speak, baseOf } = await import(script);
let folder = first;
const read = async (name, kind) => {
  if (!fs.existsSync(`${folder}/${name}`)) throw new Stale(name);
  const b = fs.readFileSync(`${folder}/${name}`);
  if (kind === "text") return b.toString();
  return kind === "json" ? JSON.parse(b) : b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
};
speak(JSON.parse(fs.readFileSync(`${first}/head.json`)).endings);
const index = new Index(read, Infinity); // files: one process answers many queries
const out = [];
for (const q of JSON.parse(fs.readFileSync(0))) {
  if (q.folder) {
    folder = q.folder;
    continue;
  }
  const [query, filters, begun] = Array.isArray(q) ? q : [`${q} `];
  const start = performance.now();
  let took;
  const [found, first] = await index.current(async () => {
    const found = await index.answer(query, filters ?? {}, begun ?? false);
    took = performance.now() - start;
    return [found, found.articles.length > 0 ? await index.card(found.articles[0]) : undefined];
  });
  out.push({
    articles: Array.from(found.articles),
    others: found.others.map((o) => o.href),
    nearest: (found.nearest ?? "").trimEnd(),
    lacking: found.lacking ?? "",
    rest: found.rest || "",
    unlike: found.unlike,
    first: first?.t ?? "",
    excerpt: first ? excerpt(first.x, found.terms) : [],
    words: (query.match(/\S+/g) ?? []).flatMap((w) => spell(w.normalize("NFC")).map((s) => [s, baseOf(s)])),
    took,
  });
}
console.log(JSON.stringify(out));
