/** The script of conformance.html: `?adapter=` names the module of an adapter, which exports `factory`. */
import { loadConformanceModule } from './load-module.js';
import { showConformance } from './show.js';

const root = document.querySelector<HTMLElement>('#conformance');
const address = new URLSearchParams(location.search).get('adapter');

if (root && address === null) {
  root.textContent = 'Name the module of your adapter in the address: conformance.html?adapter=/my-adapter.js';
} else if (root && address !== null) {
  await showConformance(root, await loadConformanceModule(address));
}
