import path from 'node:path';
import { rooms } from './rooms.mjs';

const source = 'src';
const packageName = 'chat-monitor-elements';

/**
 * An ESLint rule: a file in src imports only what its room may import, statically or dynamically, and everything outside
 * of src that is linted with it knows src by the package's public names only.
 */
export const importDirections = {
  meta: {
    type: 'problem',
    docs: { description: 'imports follow the directions of scripts/lint/rooms.mjs' },
    schema: [],
    messages: {
      room: '{{from}} may not import {{to}}: it may import {{allowed}} (see scripts/lint/rooms.mjs).',
      typesOnly: '{{from}} may import only types from {{to}} (see scripts/lint/rooms.mjs).',
      unknownRoom: '{{from}} is in no room: add it to scripts/lint/rooms.mjs.',
      dynamic: 'The path of a dynamic import must be a plain string, so that its direction can be checked.',
      publicNames: `Import src by its public name, "${packageName}/...", as a host page does.`,
    },
  },

  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const from = inSource(file);
    const room = from === undefined ? undefined : roomOf(from);

    function check(node, specifier, isType) {
      const target = targetOf(file, specifier);
      if (from === undefined) {
        if (target.inSource !== undefined && specifier.startsWith('.'))
          context.report({ node, messageId: 'publicNames' });
        return;
      }
      if (room === undefined) {
        context.report({ node, messageId: 'unknownRoom', data: { from: file } });
        return;
      }
      if (target.inSource === undefined) checkPackage(node, target.packageName);
      else if (!isSameRoom(room, from, target.inSource)) checkRoom(node, target.inSource, isType);
    }

    function checkPackage(node, name) {
      if (!room.packages.includes(name)) report(node, 'room', name);
    }

    function checkRoom(node, to, isType) {
      if (room.rooms.some((allowed) => isWithin(to, allowed))) return;
      const typesAllowed = room.typesOnly?.some((allowed) => isWithin(to, allowed)) ?? false;
      if (typesAllowed && isType) return;
      report(node, typesAllowed ? 'typesOnly' : 'room', `${source}/${to}`);
    }

    function report(node, messageId, to) {
      const allowed = [...room.rooms.map((name) => `${source}/${name}`), ...room.packages].join(', ') || 'nothing';
      context.report({ node, messageId, data: { from: `${source}/${room.path}`, to, allowed } });
    }

    return {
      ImportDeclaration: (node) => check(node, node.source.value, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === 'type'),
      ExportNamedDeclaration(node) {
        if (node.source) check(node, node.source.value, node.exportKind === 'type');
      },
      TSImportType(node) {
        check(node, node.source?.value ?? node.argument.literal.value, true);
      },
      ImportExpression(node) {
        if (typeof node.source.value === 'string') check(node, node.source.value, false);
        else context.report({ node, messageId: 'dynamic' });
      },
    };
  },
};

/** The path inside src without its ending, or undefined for a file outside of src. */
function inSource(file) {
  return file.startsWith(`${source}/`) ? file.slice(source.length + 1).replace(/\.(ts|js)$/, '') : undefined;
}

function targetOf(file, specifier) {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return { inSource: inSource(target), packageName: target };
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name === packageName) return { inSource: specifier.slice(name.length + 1) || 'index', packageName: name };
  return { inSource: undefined, packageName: name };
}

function roomOf(from) {
  return rooms.find(({ path: room }) => rootOf(room, from) !== undefined);
}

/** 'adapters/*' and 'adapters/http/stream' give 'adapters/http': each folder there is a room of its own. */
function rootOf(room, from) {
  const root = room.endsWith('/*') ? from.split('/', 2).join('/') : room;
  return isWithin(root, room.replace(/\/\*$/, '')) && isWithin(from, root) ? root : undefined;
}

function isSameRoom(room, from, to) {
  return isWithin(to, rootOf(room.path, from));
}

function isWithin(target, folder) {
  return target === folder || target.startsWith(`${folder}/`);
}
