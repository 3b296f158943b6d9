import type { ReactNode } from "react";
import Markdown, { defaultUrlTransform, type Components, type ExtraProps } from "react-markdown";
import { Link } from "react-router";
import remarkGfm from "remark-gfm";
import { readable } from "../../ui/hash";
import { pictureOf } from "./guides";
import { Scrolled } from "../../ui/Scrolled";

type Element = NonNullable<ExtraProps["node"]>;
type Content = Element["children"][number];

/** A heading that the table of contents names; `depth` is 2 or 3. */
export interface Heading {
  id: string;
  title: string;
  depth: number;
}

/** A guide ready to be shown: its own title, its sections, and the text below the title. */
export interface Guide {
  title: string;
  headings: Heading[];
  text: ReactNode;
}

/** A guide of Markdown (GitHub's flavour); HTML inside it is not shown. */
export function rendered(markdown: string): Guide {
  const guide: Guide = { title: "Инструкция по настройке", headings: [], text: null };
  // called, not mounted: the headings are known when it returns
  guide.text = Markdown({
    children: markdown,
    remarkPlugins: [remarkGfm],
    rehypePlugins: [() => (tree: { children: Content[] }) => noteHeadings(tree, guide)],
    urlTransform: defaultUrlTransform,
    components,
  });
  return guide;
}

/** Gives the headings their ids and takes the title out of the text. */
function noteHeadings(tree: { children: Content[] }, guide: Guide): void {
  const name = namer();
  tree.children = tree.children.filter((node) => {
    const depth = node.type === "element" ? Number(/^h([1-6])$/.exec(node.tagName)?.[1]) : NaN;
    if (node.type !== "element" || Number.isNaN(depth)) return true;
    const title = textOf(node);
    if (depth === 1) {
      guide.title = title;
      return false;
    }
    const id = name(title);
    node.properties.id = id;
    node.properties.tabIndex = -1;
    if (depth <= 3) guide.headings.push({ id, title, depth });
    return true;
  });
}

/** Makes ids, each of them once: «Загрузка заказов» → `загрузка-заказов`, the next one `загрузка-заказов-2`. */
function namer(): (title: string) => string {
  const given = new Map<string, number>();
  return (title) => {
    const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["раздел"];
    const id = words.join("-");
    const times = (given.get(id) ?? 0) + 1;
    given.set(id, times);
    return times > 1 ? `${id}-${times}` : id;
  };
}

function textOf(node: Content): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}

const components: Components = {
  a: ({ href = "", children }) => <GuideLink href={href}>{children}</GuideLink>,
  img: ({ src, alt }) => {
    const address = typeof src === "string" ? pictureOf(src) : undefined;
    return address ? <img src={address} alt={alt ?? ""} loading="lazy" /> : <em>{alt}</em>;
  },
  table: ({ children }) => (
    <div className="guide-table">
      <Scrolled label="Таблица">
        <table>{children}</table>
      </Scrolled>
    </div>
  ),
};

/** Other guides and sections open here, foreign pages in a tab of their own; anything else is no link. */
function GuideLink({ href, children }: { href: string; children: ReactNode }) {
  const [, name, hash] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (name) return <Link to={{ pathname: `/guide/${name}`, hash: readable(hash ?? "") }}>{children}</Link>;
  if (href.startsWith("#")) return <Link to={{ hash: readable(href) }}>{children}</Link>;
  if (!/^(https?|mailto|tel):/.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
