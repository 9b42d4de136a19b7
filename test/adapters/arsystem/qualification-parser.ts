/** What a server knows when it looks at one entry. */
export interface Evaluation {
  /** The login name that `$USER$` stands for. */
  readonly user: string;
  /** Throws where the form has no such field. */
  value(field: string): unknown;
}

export type Predicate = (evaluation: Evaluation) => boolean;

interface Token {
  readonly kind: 'field' | 'text' | 'number' | 'keyword' | 'operator' | 'word' | 'bracket';
  readonly value: string;
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['field', /^'((?:[^']|'')*)'/],
  ['text', /^"((?:[^"]|"")*)"/],
  ['number', /^(-?\d+(?:\.\d+)?)/],
  ['keyword', /^\$(\w+)\$/],
  ['operator', /^(!=|>=|<=|=|<|>)/],
  ['word', /^(AND|OR)\b/],
  ['bracket', /^([()])/],
];

/**
 * AR System's qualifications, as far as its documentation says: fields in single and texts in double quotes, both doubled
 * inside; numbers, `$NULL$` and `$USER$`; AND binds closer than OR. Throws where the text is no such thing.
 */
export function parseQualification(source: string): Predicate {
  const tokens = tokensOf(source);
  const take = (kind: Token['kind'], value?: string): Token | undefined => {
    const [next] = tokens;
    return next?.kind === kind && (value === undefined || next.value === value) ? tokens.shift() : undefined;
  };
  const either = (): Predicate => {
    const parts = [both()];
    while (take('word', 'OR')) parts.push(both());
    return (evaluation) => parts.some((part) => part(evaluation));
  };
  const both = (): Predicate => {
    const parts = [single()];
    while (take('word', 'AND')) parts.push(single());
    return (evaluation) => parts.every((part) => part(evaluation));
  };
  const single = (): Predicate => {
    if (take('bracket', '(')) {
      const inner = either();
      if (!take('bracket', ')')) throw new SyntaxError('a bracket is not closed');
      return inner;
    }
    const field = take('field');
    const operator = take('operator');
    const operand = take('text') ?? take('number') ?? take('keyword');
    if (!field || !operator || !operand) throw new SyntaxError(`a condition is not whole in ${source}`);
    return (evaluation) => compare(evaluation.value(field.value), operator.value, operand, evaluation.user);
  };
  const whole = either();
  if (tokens.length > 0) throw new SyntaxError(`there is more after the condition in ${source}`);
  return whole;
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let rest = source.trimStart();
  while (rest !== '') {
    const found = patterns.map(([kind, pattern]) => ({ kind, match: pattern.exec(rest) })).find(({ match }) => match);
    if (!found?.match) throw new SyntaxError(`no qualification: ${rest}`);
    const { kind, match } = found;
    const quote = kind === 'field' ? "'" : '"';
    const value = match[1] ?? '';
    tokens.push({ kind, value: kind === 'field' || kind === 'text' ? value.replaceAll(quote + quote, quote) : value });
    rest = rest.slice(match[0].length).trimStart();
  }
  return tokens;
}

function compare(value: unknown, operator: string, operand: Token, user: string): boolean {
  if (operand.kind === 'keyword' && operand.value === 'NULL') {
    return operator === '=' ? value === null : value !== null;
  }
  // An empty field meets no comparison.
  if (value === null) return false;
  const right = operand.kind === 'keyword' ? user : operand.value;
  // Times are seconds inside the server.
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && operand.kind === 'number';
  const left = isTime ? new Date(value.replace('+0000', 'Z')).getTime() / 1000 : (value as string | number);
  const [a, b] = operand.kind === 'number' ? [Number(left), Number(right)] : [String(left), right];
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}
