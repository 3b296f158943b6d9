import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// a machine that is busy draws a page of Ant Design in more than the usual second
configure({ asyncUtilTimeout: 8000 });

/** What Ant Design asks the browser for and jsdom does not have. */
vi.stubGlobal("matchMedia", (media: string) => ({
  matches: false,
  media,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
}));
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

/** Addresses are relative to the page, which Node's Request does not know. */
vi.stubGlobal(
  "Request",
  class extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === "string" ? new URL(input, window.location.href) : input, init);
    }
  },
);

/** A browser knows its host, so the clients' paths are enough for it; here they need one. */
const HostlessRequest = globalThis.Request;
vi.stubGlobal(
  "Request",
  class extends HostlessRequest {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === "string" ? new URL(input, "http://console.test") : input, init);
    }
  },
);

beforeEach(() => {
  vi.stubGlobal("fetch", (input: Request | string) => {
    throw new Error(`unexpected request: ${typeof input === "string" ? input : input.url}`);
  });
});
afterEach(cleanup);
