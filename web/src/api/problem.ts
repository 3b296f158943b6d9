/** One field that a service refused: `loc` is the path inside the body. */
export interface FieldError {
  loc: (string | number)[];
  key: string;
  msg: string;
}

interface ProblemBody {
  title?: string;
  detail?: string | null;
  status?: number;
  key?: string;
  errors?: FieldError[];
}

/** A failed call: problem+json of a service or the gateway (RFC 9457), or status 0 when nobody answered. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly key: string;
  readonly detail: string;
  readonly errors: FieldError[];

  constructor(status: number, body: ProblemBody = {}) {
    super(body.title ?? "Сервис ответил непонятно");
    this.name = "ApiProblem";
    this.status = status;
    this.key = body.key ?? "unexpected";
    this.detail = body.detail ?? "Повторите через минуту. Если не поможет, напишите в поддержку.";
    this.errors = body.errors ?? [];
  }

  /** The service does not answer now; the same call may succeed in a minute. */
  get away(): boolean {
    return this.status === 0 || this.status >= 502;
  }
}

/** The problem that an answer without data tells of. */
export async function problemOf(response: Response, body?: unknown): Promise<ApiProblem> {
  const told = body ?? (await response.json().catch(() => undefined));
  return new ApiProblem(response.status, typeof told === "object" && told !== null ? (told as ProblemBody) : {});
}

/** The call never reached a service. */
export function unreachable(): ApiProblem {
  return new ApiProblem(0, {
    title: "Нет связи с сервером",
    detail: "Проверьте подключение к интернету. Данные не потеряны, страница обновится сама.",
    key: "unreachable",
  });
}

/** Any error as a problem, so that every page shows it in one way. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(0, {
    title: "Страница не смогла показать данные",
    detail: "Обновите страницу. Если не поможет, напишите в поддержку.",
  });
}
