import { EventSourceParserStream } from "eventsource-parser/stream";
import { authorized } from "../api/clients";
import { ApiProblem } from "../api/problem";

/** A message of the live stream (journal, `/v1/live`): its name and its data. */
export interface LiveMessage {
  name: string;
  data: Record<string, unknown>;
}

interface Listener {
  message: (message: LiveMessage) => void;
  /** Whether the stream is up; told at every change. */
  up: (up: boolean) => void;
}

const SLOWEST_MS = 30_000;
/** The server sends something each 15 s; silence of three times that is a dead connection. */
const SILENCE_MS = 45_000;

/** Read the live stream until `signal` ends it: reconnects with Last-Event-ID, slower after each failure. */
export async function listen(listener: Listener, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  let wait = 1000;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await read(
        last,
        {
          ...listener,
          message(message) {
            failures = 0;
            listener.message(message);
          },
        },
        { id: (id) => (last = id), retry: (ms) => (wait = ms) },
        signal,
      );
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      listener.up(false);
      if (error instanceof ApiProblem && (error.status === 401 || error.status === 403)) return;
      failures += 1;
    }
    await pause(Math.min(SLOWEST_MS, wait * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2), signal);
  }
}

interface Told {
  id: (id: string) => void;
  retry: (ms: number) => void;
}

async function read(last: string | undefined, listener: Listener, told: Told, outer: AbortSignal): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const signal = AbortSignal.any([outer, silence.signal]);
  try {
    const headers: Record<string, string> = { Accept: "text/event-stream" };
    if (last) headers["Last-Event-ID"] = last;
    const address = new URL("/api/journal/v1/live", window.location.href);
    const answer = await authorized(new Request(address, { headers, signal, cache: "no-store" }));
    if (!answer.ok || !answer.body) throw new ApiProblem(answer.status);
    listener.up(true);
    const alive = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        controller.enqueue(chunk);
      },
    });
    const events = answer.body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream({ onRetry: told.retry }));
    const reader = events.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.id) told.id(next.value.id);
      listener.message({ name: next.value.event ?? "message", data: JSON.parse(next.value.data) });
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
