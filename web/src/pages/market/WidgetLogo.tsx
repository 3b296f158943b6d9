import { useState } from "react";
import { addressOf } from "../../api/clients";

const COLOURS = 6;

/** The picture of a widget; one that has none, or whose picture does not come, has its first letter. */
export function WidgetLogo({ title, logo }: { title: string; logo: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (logo && broken !== logo)
    return (
      <img
        className="widget-logo"
        src={addressOf("catalog", logo)}
        alt=""
        width={48}
        height={48}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(logo)}
      />
    );
  const colour = [...title].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLOURS;
  return (
    <span className={`widget-logo widget-letter widget-letter-${colour}`} aria-hidden="true">
      {(/[\p{L}\p{N}]/u.exec(title)?.[0] ?? "?").toUpperCase()}
    </span>
  );
}
