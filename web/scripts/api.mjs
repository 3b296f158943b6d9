// Types of every service's API from openapi/<service>.json: `npm run api` after `python tools/openapi.py`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const check = process.argv.includes("--check");
const stale = [];
for (const file of readdirSync("openapi")) {
  const service = file.replace(/\.json$/, "");
  const made = `/* Generated from openapi/${file} by \`npm run api\`. */\n${astToString(
    await openapiTS(JSON.parse(readFileSync(`openapi/${file}`, "utf8")), { alphabetize: true }),
  )}`;
  const target = `src/api/schema/${service}.ts`;
  if (!check) writeFileSync(target, made);
  else if (readFileSync(target, "utf8") !== made) stale.push(target);
}
if (stale.length > 0) {
  process.stderr.write(`not as openapi/ says, run \`npm run api\`: ${stale.join(", ")}\n`);
  process.exit(1);
}
