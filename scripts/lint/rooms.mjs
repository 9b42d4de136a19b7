/**
 * The rooms of the house (docs/architecture.md) and what each may import: other rooms, by folder or file of src without
 * its ending, and packages. A folder stands for everything in it. The first room whose path matches a file counts.
 */
export const rooms = [
  { path: 'contract', rooms: [], packages: [] },
  { path: 'conformance', rooms: ['contract'], packages: [] },
  { path: 'adapters/*', rooms: ['adapters/shared', 'contract'], packages: [] },
  { path: 'monitor', rooms: ['contract'], packages: [] },
  { path: 'platform', rooms: ['monitor', 'contract'], packages: ['idb'] },
  {
    path: 'elements/shared',
    rooms: ['monitor', 'contract'],
    typesOnly: ['elements'],
    packages: ['lit', '@lit/context', '@tanstack/virtual-core'],
  },
  {
    path: 'elements/*',
    rooms: ['elements/shared', 'monitor', 'contract'],
    typesOnly: ['elements'],
    packages: ['lit', '@lit/context', '@tanstack/virtual-core'],
  },
  { path: 'locales', rooms: ['elements/shared/texts/inline-name'], typesOnly: ['elements/shared'], packages: [] },
  { path: 'connect', rooms: ['elements', 'platform', 'monitor', 'contract'], packages: ['@lit/context'] },
  { path: 'define', rooms: ['elements', 'connect', 'adapters/http', 'contract', 'index'], packages: [] },
  { path: 'index', rooms: ['elements', 'connect', 'monitor', 'contract'], packages: [] },
];
