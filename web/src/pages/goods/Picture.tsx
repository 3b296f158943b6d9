import { PictureOutlined } from "@ant-design/icons";
import { useState } from "react";
import type { components } from "../../api/schema/platform-bridge";

type Image = components["schemas"]["Image"];

const OURS = "/api/platform-bridge/v1/images/";

/** Address of a picture on this host; null for one that lies elsewhere, which the page may not load. */
export function ownAddress(url: string): string | null {
  try {
    const { pathname, search } = new URL(url, "http://unknown");
    return pathname.startsWith(OURS) ? pathname + search : null;
  } catch {
    return null;
  }
}

interface PictureProps {
  image: Image | undefined;
  name: string;
  large?: boolean;
}

/** A picture of a product, or its place when there is none that can be shown. */
export function Picture({ image, name, large = false }: PictureProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const address = image ? ownAddress(image.url) : null;
  const look = large ? "picture picture-large" : "picture";
  if (!address || broken === address)
    return (
      <span className={look} aria-hidden>
        <PictureOutlined />
      </span>
    );
  return (
    <img
      className={look}
      src={address}
      alt={large ? (image?.name ?? name) : ""}
      loading="lazy"
      onError={() => setBroken(address)}
    />
  );
}
