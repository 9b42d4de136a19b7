import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importDirections } from './scripts/lint/import-directions.mjs';
import { bannedEverywhereInSource, bannedMarkup } from './scripts/lint/restrictions.mjs';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'test-results/', '**/node_modules/', '**/dist/', 'test/bench/grid/peers/']),
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    plugins: { project: { rules: { 'import-directions': importDirections } } },
  },
  js.configs.recommended,

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An async function may exist only so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      // Lit binds the listeners of a template, so `@click=${this.#onClick}` is right.
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': ['error', ...bannedEverywhereInSource, ...bannedMarkup],
      'project/import-directions': 'error',
    },
  },
  {
    files: ['src/conformance/page/load-module.ts'],
    rules: { 'project/import-directions': 'off' }, // loads what its user names, and has no other dynamic import
  },
  {
    files: ['src/elements/shared/texts/**/*.ts', 'src/locales/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' }, // tables of short functions, all to string
  },
  {
    files: ['src/elements/**/*.ts', 'src/define/**/*.ts', 'demo/pages/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    extends: [wc.configs['flat/recommended'], lit.configs['flat/recommended']],
    languageOptions: { globals: globals.browser },
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-template-bind': 'error',
      'wc/guard-super-call': 'off', // LitElement has every lifecycle method that we call on super
    },
  },
  {
    files: ['demo/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...bannedMarkup],
      'project/import-directions': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off', // what is missing makes the test fail anyway
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
            // Declared with a promise for the comparison of DOM trees, which is not used here.
            { from: 'package', package: 'chai', name: ['Equal'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.nodeBuiltin },
  },
  {
    files: ['demo/pages/**/*.js', 'test/e2e/pages/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
);
