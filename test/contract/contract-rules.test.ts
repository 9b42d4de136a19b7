import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../src/contract/', import.meta.url);
const contract = readFileSync(new URL('CONTRACT.md', folder), 'utf8');
const rules = [...contract.matchAll(/^\*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]);

test('the rules are numbered without gaps, each with its why and its check', () => {
  const sections = [...contract.matchAll(/^## ([A-Z]):/gm)].map((match) => match[1]);
  assert.deepEqual([...sections].sort(), ['A', 'D', 'E', 'L', 'M', 'N', 'Q', 'R', 'S', 'W']);
  for (const section of sections) {
    const own = rules.filter((rule) => rule?.startsWith(String(section)));
    assert.deepEqual(
      own,
      own.map((_, index) => `${String(section)}${String(index + 1)}`),
    );
  }
  const entries = contract.split(/^\*\*[A-Z]\d+\*\* /m).slice(1);
  assert.equal(entries.length, rules.length);
  for (const entry of entries) assert.match(entry, /^.+\nWhy: .+\nCheck: .+\n/);
});

test('every rule that the guard names is in CONTRACT.md', () => {
  const guard = new URL('guard/', folder);
  const sources = readdirSync(guard).map((file) => readFileSync(new URL(file, guard), 'utf8'));
  const named = sources.flatMap((source) => [...source.matchAll(/'([A-Z]\d+)'/g)].map((match) => match[1]));
  assert.ok(named.length >= 8);
  for (const rule of named) assert.ok(rules.includes(rule), `${String(rule)} is not in CONTRACT.md`);
});
