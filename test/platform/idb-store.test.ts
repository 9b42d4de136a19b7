import { expect } from '@open-wc/testing';
import { browserPorts } from '../../src/platform/index.js';
import { storeSuite } from '../harness/store-suite.js';

const { openStore } = browserPorts();

const equal = (actual: unknown, expected: unknown): void => void expect(actual).to.deep.equal(expected);

storeSuite({ describe, it, equal }, openStore);
