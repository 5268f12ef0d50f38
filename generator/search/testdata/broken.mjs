// Asks an index whose files are broken in each of some ways, for a test that holds that
// each is noticed, and that the index is used again once it is whole:
//
//	node broken.mjs SCRIPT FOLDER QUERY > outcomes.json
import fs from "node:fs";

const [script, folder, query] = process.argv.slice(2);
const { Index, cleaned } = await import(script);

const page = new TextEncoder().encode("<!doctype html><title>Sign in to this network</title>".repeat(99));
const ways = {
  page: () => page,
  empty: () => new Uint8Array(0),
  half: (b) => b.slice(0, b.length >> 1),
  ones: (b) => new Uint8Array(b.length).fill(255),
  zeros: () => new Uint8Array(9000),
  flipped: (b) => b.map((x) => x ^ 64),
};
const heads = { null: "null", object: "{}", list: "[]", page: "<!doctype html>" };

const bytes = (name) => new Uint8Array(fs.readFileSync(`${folder}/${name}`));
const decoded = (b, kind) => {
  if (kind === "text") return new TextDecoder().decode(b);
  return kind === "json" ? JSON.parse(new TextDecoder().decode(b)) : b.buffer.slice(b.byteOffset, b.byteOffset + b.length);
};

/** What a query finds where files are broken, and then where they are whole. */
async function outcome(broken) {
  let whole = false;
  const index = new Index(async (name, kind) => {
    const b = bytes(name);
    return decoded((!whole && broken(name, b)) || b, kind);
  });
  const ask = () => index.current(() => index.answer(query)).then(({ articles }) => `${articles.length} articles`, (error) => error.constructor.name);
  const first = await ask();
  whole = true;
  return [first, await ask()];
}

const out = {};
for (const [name, way] of Object.entries(ways)) out[`rows: ${name}`] = await outcome((file, b) => file.endsWith(".bin") && way(b));
for (const [name, text] of Object.entries(heads)) out[`head: ${name}`] = await outcome((file) => file === "head.json" && new TextEncoder().encode(text));
const asked = {};
for (const q of ["ng\u200bhị qu\u00adyết", "\uff13\uff15\uff0dＣＴ／ＴＷ", "\u2169\u2166", "\u202eabc\u202c \0x\ny", "a\ud800b", "a ".repeat(5000)]) asked[q] = cleaned(q);
console.log(JSON.stringify({ out, cleaned: asked }));
