import { loadConformanceModule, showConformance } from 'chat-monitor-elements/conformance/page';
import { find } from '../shared/find.js';
import { memoryWorlds } from './memory-world.js';

const address = new URLSearchParams(location.search).get('adapter');
const module = address === null ? { factory: memoryWorlds() } : await loadConformanceModule(address);

await showConformance(find('#conformance'), module);
