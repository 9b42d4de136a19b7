import { Problem, type ProblemStatus } from '../domain/problem.js';

const titles: Readonly<Record<ProblemStatus, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  409: 'Not possible now',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Not accepted',
  428: 'Precondition missing',
  429: 'Too many requests',
  500: 'Broken',
  501: 'Not supported',
  503: 'Not available',
};

/** The problem as RFC 9457 has it. */
export function problemBody(problem: Problem): object {
  const { backendCode, chat, by, errors } = problem.details;
  return {
    type: 'about:blank',
    title: titles[problem.status],
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(backendCode !== undefined && { backendCode }),
    ...(chat && { chat }),
    ...(by && { by }),
    ...(errors && { errors }),
  };
}

export function problemResponse(problem: Problem): Response {
  const headers = new Headers({ 'Content-Type': 'application/problem+json' });
  if (problem.details.retryAfter !== undefined) headers.set('Retry-After', String(problem.details.retryAfter));
  return new Response(JSON.stringify(problemBody(problem)), { status: problem.status, headers });
}

/**
 * SQLSTATEs of statements that may succeed when tried again: timeouts, deadlocks, lost or refused connections.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passing = /^(57014|55P03|40001|40P01|25P03|57P0\d|53\d{3}|08\w{3}|ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/;

/** What the caller is told about any error; the inside of an unexpected one stays inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const lost = error instanceof Error && /connection (terminated|timeout)|timeout exceeded/i.test(error.message);
  if (passing.test(code) || lost) {
    return new Problem(503, 'The database is busy or away. Try again.', {
      backendCode: code || 'connection',
      retryAfter: 1,
    });
  }
  return new Problem(500, 'Something broke on the server. Try again; if it stays, tell its administrator.');
}
