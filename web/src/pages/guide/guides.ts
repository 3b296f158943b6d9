const texts = import.meta.glob<string>("../../../../docs/guide/*.md", { query: "?raw", import: "default" });
const pictures = import.meta.glob<string>("../../../../docs/guide/**/*.{png,jpg,jpeg,webp,svg}", {
  query: "?url",
  import: "default",
  eager: true,
});

const FOLDER = "../../../../docs/guide/";

/** The names of all guides, as they stand in addresses. */
export const guideNames: readonly string[] = Object.keys(texts)
  .map((path) => path.slice(FOLDER.length, -".md".length))
  .toSorted();

/** The Markdown of a guide; null when there is none of this name. */
export async function readGuide(name: string): Promise<string | null> {
  const load = texts[`${FOLDER}${name}.md`];
  return load ? load() : null;
}

/** Address of a picture that a guide names relative to itself; undefined when it is not there. */
export function pictureOf(path: string): string | undefined {
  return pictures[FOLDER + path.replace(/^\.\//, "")];
}
