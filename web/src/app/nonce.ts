/** Nonce of this page (Content-Security-Policy), put in by the gateway; undefined under `vite dev`. */
export const nonce = readNonce();

function readNonce(): string | undefined {
  const given = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return given && !given.startsWith("__") ? given : undefined;
}

/**
 * Gives every style element the nonce. Ant Design marks its own, but not those of its scroll-bar measure and scroll
 * lock (@rc-component/util getScrollBarSize, @rc-component/portal useScrollLocker).
 */
export function markStyles(): void {
  if (!nonce) return;
  const value = nonce;
  const create = document.createElement.bind(document) as (
    tag: string,
    options?: ElementCreationOptions,
  ) => HTMLElement;
  document.createElement = ((tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (tag.toLowerCase() === "style") element.setAttribute("nonce", value);
    return element;
  }) as typeof document.createElement;
}
