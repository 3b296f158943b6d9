import { render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { describe, expect, it } from "vitest";
import { guideNames, readGuide } from "./guides";
import { rendered } from "./render";

function show(markdown: string) {
  const guide = rendered(markdown);
  render(<MemoryRouter>{guide.text}</MemoryRouter>);
  return guide;
}

describe("a guide", () => {
  it("names its sections once each and keeps its title out of the text", () => {
    const guide = show("# Магазин\n\nТекст\n\n## Загрузка `xml`\n\n### Шаг\n\n#### Мелочь\n\n## Загрузка xml\n");
    expect(guide.title).toBe("Магазин");
    expect(guide.headings).toEqual([
      { id: "загрузка-xml", title: "Загрузка xml", depth: 2 },
      { id: "шаг", title: "Шаг", depth: 3 },
      { id: "загрузка-xml-2", title: "Загрузка xml", depth: 2 },
    ]);
    expect(screen.queryByRole("heading", { level: 1 })).toBeNull();
    expect(screen.getAllByRole("heading", { level: 2 }).map(({ id }) => id)).toEqual([
      "загрузка-xml",
      "загрузка-xml-2",
    ]);
  });

  it("opens other guides here and foreign pages apart, and makes no link of anything else", () => {
    show(
      "[общая](commerceml.md#файлы) [сайт](https://shop.example/) [код](../integrations/x.md) [зло](javascript:alert(1))",
    );
    expect(screen.getByRole("link", { name: "общая" })).toHaveAttribute(
      "href",
      expect.stringContaining("/guide/commerceml#"),
    );
    const foreign = screen.getByRole("link", { name: "сайт" });
    expect(foreign).toHaveAttribute("target", "_blank");
    expect(foreign).toHaveAttribute("rel", "noopener noreferrer");
    expect(screen.getAllByRole("link")).toHaveLength(2);
  });

  it("shows no HTML of its source", () => {
    show("до <b onclick='x()'>жирно</b> <script>x()</script> после");
    expect(document.querySelector("script, b")).toBeNull();
  });

  it.each(guideNames)("%s of ours has a title and leads only to guides that exist", async (name) => {
    const guide = show((await readGuide(name)) ?? "");
    expect(guide.title).not.toBe("Инструкция по настройке");
    for (const { id } of guide.headings) expect(document.getElementById(id)).not.toBeNull();
    const others = within(document.body)
      .queryAllByRole("link")
      .map((link) => /^\/guide\/([^#]+)/.exec(link.getAttribute("href") ?? "")?.[1])
      .filter((other) => other !== undefined);
    expect(guideNames).toEqual(expect.arrayContaining(others));
  });
});
