import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { allTests } from '../../src/conformance/sections/index.js';
import { brokenAdapters } from './broken/index.js';

const contract = readFileSync(new URL('../../src/contract/CONTRACT.md', import.meta.url), 'utf8');
const guide = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8');
const rules = [...`${contract}\n${guide}`.matchAll(/^\*\*([A-Z]\d+)\*\*/gm)].map((match) => String(match[1]));

/** Rules that no adapter can break by itself: the guard sees to them, or it is the factory that breaks them. */
const notTheAdapters = ['D3', 'D4', 'D6', 'E3', 'E4', 'K1', 'W12'];

test('every rule of CONTRACT.md, and of the kit itself, has a test', () => {
  assert.ok(rules.length > 80);
  const tested = new Set<string>(allTests.map(({ rule }) => rule));
  assert.deepEqual(
    rules.filter((rule) => !tested.has(rule)),
    [],
  );
});

test('every test is about a rule that there is', () => {
  assert.deepEqual(
    allTests.filter(({ rule }) => !rules.includes(rule)).map(({ rule, title }) => `${rule} ${title}`),
    [],
  );
});

test('no two tests have the same title', () => {
  const titles = allTests.map(({ rule, title }) => `${rule} ${title}`);
  assert.deepEqual(titles.length, new Set(titles).size);
});

test('every rule that an adapter can break is broken by an adapter', () => {
  const broken = new Set<string>(brokenAdapters.flatMap(({ rules: own }) => own));
  const unbroken = rules.filter((rule) => !broken.has(rule));
  assert.deepEqual(unbroken.sort(), notTheAdapters);
});
