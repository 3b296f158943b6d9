import { useEffect, useState } from "react";

const EVERY_MS = 20_000;

/** The time now in milliseconds, told again every 20 s, for words like «7 мин назад». */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** IANA name of the browser's time zone; undefined when it does not say, and then the server's own is taken. */
export function timeZone(): string | undefined {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== "Etc/Unknown" ? zone : undefined;
}
