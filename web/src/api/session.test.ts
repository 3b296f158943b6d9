import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { accessToken, login } from "./session";

const LIVES = 900;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.stubGlobal("fetch", (path: string) => {
    if (path.endsWith("/refresh")) return Promise.resolve(new Response("{}", { status: 502 }));
    const claims = btoa(JSON.stringify({ account: "a-1", sub: "u-1" }));
    return Promise.resolve(new Response(JSON.stringify({ access_token: `x.${claims}.x`, expires_in: LIVES })));
  });
});
afterEach(() => vi.useRealTimers());

it("lets work go on to the end of a token while the login service is away", async () => {
  await login("u-1", "secret");
  vi.setSystemTime(Date.now() + (LIVES - 5) * 1000);
  expect(await accessToken()).toContain("x.");
  vi.setSystemTime(Date.now() + 10_000);
  await expect(accessToken()).rejects.toMatchObject({ status: 502 });
});
