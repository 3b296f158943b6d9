// Fails when the entry or any route, each with all that it needs, is heavier over the wire than we allow.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const ENTRY_LIMIT = 250;
const ROUTE_LIMIT = 480;
/** Those nearest to their limit are told. */
const SHOWN = 4;
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const sizes = new Map();

function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(`dist/${file}`), { level: 6 }).length);
  return sizes.get(file);
}

function needed(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of manifest[name].imports ?? []) needed(other, found);
  return found;
}

function kilobytes(names) {
  const files = new Set();
  for (const name of names) {
    files.add(manifest[name].file);
    for (const style of manifest[name].css ?? []) files.add(style);
  }
  return [...files].reduce((sum, file) => sum + size(file), 0) / 1024;
}

const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);
const always = needed(entry);
const shell = ["src/app/Session.tsx", "src/app/Frame.tsx", "src/app/Allowed.tsx"].flatMap((name) => [...needed(name)]);
const rows = [["entry", kilobytes(always), ENTRY_LIMIT]];
for (const name of Object.keys(manifest).filter((name) => manifest[name].isDynamicEntry)) {
  rows.push([manifest[name].src ?? name, kilobytes(new Set([...always, ...shell, ...needed(name)])), ROUTE_LIMIT]);
}
const heaviest = rows.toSorted((a, b) => b[1] - b[2] - (a[1] - a[2])).slice(0, SHOWN);
for (const [name, kb, limit] of heaviest) {
  process.stdout.write(`${kb.toFixed(0).padStart(5)} KB of ${limit}  ${name}\n`);
}
if (rows.some(([, kb, limit]) => kb > limit)) {
  process.stderr.write("heavier than allowed\n");
  process.exit(1);
}
