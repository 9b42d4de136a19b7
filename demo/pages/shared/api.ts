/** A refusal by the server, in its own words. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call of the demo's server. Rejects with {@link ApiError}; status 0 when the server cannot be reached. */
export async function call<T>(url: string, options: CallOptions = {}): Promise<T> {
  const { method = 'GET', body, headers } = options;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(method !== 'GET' && { 'x-chat-monitor': '1' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'The server cannot be reached. Check that the demo is still running, then try again.');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok)
    throw new ApiError(response.status, problemText(answer) ?? `The server answered ${response.status}.`);
  return answer as T;
}

function problemText(problem: unknown): string | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined;
  const { detail, title } = problem as { detail?: unknown; title?: unknown };
  if (typeof detail === 'string') return detail;
  return typeof title === 'string' ? title : undefined;
}

/** The words to show for anything thrown. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
