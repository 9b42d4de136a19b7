/**
 * An analyzer plugin that leaves in the manifest what a user of the elements can use: classes and tag definitions, without
 * private and protected members, and without nameless events (the analyzer adds one for each
 * `dispatchEvent(new SomeEvent())`, beside the one documented by @fires). Modules are named by their place in dist.
 */
export function publishedManifest() {
  return {
    name: 'published-manifest',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules
        .map(publicPart)
        .filter(({ exports }) => exports.length > 0)
        .map((module) => withDistPaths(module))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

function publicPart(module) {
  const classes = (module.declarations ?? []).filter(({ kind }) => kind === 'class').map(publicClass);
  const names = classes.map(({ name }) => name);
  const exports = (module.exports ?? []).filter(
    ({ kind, declaration }) => kind === 'custom-element-definition' || names.includes(declaration.name),
  );
  return { ...module, declarations: classes, exports };
}

function publicClass(declaration) {
  const result = { ...declaration };
  if (result.members) result.members = result.members.filter(isPublic);
  if (result.events) result.events = result.events.filter(({ name }) => name);
  if (result.superclass?.name === 'Event') result.superclass = { name: 'Event', package: 'global:' };
  return result;
}

function isPublic({ name, privacy }) {
  return !name.startsWith('#') && (privacy === undefined || privacy === 'public');
}

/** Rewrites the paths of modules wherever they stand in the tree. */
function withDistPaths(value, key) {
  if (Array.isArray(value)) return value.map((item) => withDistPaths(item));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withDistPaths(item, name)]));
  }
  if (typeof value !== 'string' || (key !== 'path' && key !== 'module')) return value;
  return value.replace(/^\/?src\//, 'dist/').replace(/^(dist\/.*)\.ts$/, '$1.js');
}
