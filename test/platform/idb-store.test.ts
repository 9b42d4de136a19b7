import { expect } from '@open-wc/testing';
import { browserPorts } from '../../src/platform/index.js';
import { storeSuite } from '../harness/store-suite.js';

const { openStore } = browserPorts();

storeSuite({ describe, it, equal: (actual, expected) => expect(actual).to.deep.equal(expected) }, openStore);
