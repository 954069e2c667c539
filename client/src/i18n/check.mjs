// Fails when a message is missing on one side, is used nowhere, or when a component speaks without the
// message files. Run with plain node: `node client/src/i18n/check.mjs`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'vite';

const here = import.meta.dirname;
const source = path.dirname(here);
const spokenAttributes = new Set(['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label']);
const hanText = /\p{Script=Han}/u;
const anyWord = /\p{Script=Han}|\p{L}{2,}/u;
/** Each language names itself, whatever the page speaks. */
const speaksForItself = new Set(['app/language-switch.tsx']);

const faults = [];

async function readMessages(language) {
  const messages = new Map();
  for (const file of readdirSync(path.join(here, language)).filter((name) => name.endsWith('.ts'))) {
    const { default: table } = await import(pathToFileURL(path.join(here, language, file)).href);
    messages.set(file.replace(/\.ts$/, ''), table);
  }
  return messages;
}

const placeholders = (text) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();
const stemOf = (key) => key.replace(/_(one|other)$/, '');

function compare(chinese, english) {
  for (const namespace of new Set([...chinese.keys(), ...english.keys()])) {
    const zh = chinese.get(namespace);
    const en = english.get(namespace);
    if (!zh || !en) {
      faults.push(`${namespace}: exists in one language only`);
      continue;
    }
    for (const key of Object.keys(zh)) {
      if (!(key in en)) faults.push(`en/${namespace}: ${key} is missing`);
      else if (placeholders(zh[key]).join() !== placeholders(en[key]).join())
        faults.push(`${namespace}: ${key} has other placeholders in zh-CN than in en`);
      if (key.endsWith('_other') && !(`${stemOf(key)}_one` in en))
        faults.push(`en/${namespace}: ${stemOf(key)}_one is missing`);
    }
    for (const key of Object.keys(en)) {
      if (!(key in zh) && !(key.endsWith('_one') && `${stemOf(key)}_other` in zh))
        faults.push(`zh-CN/${namespace}: ${key} is missing`);
    }
    for (const [language, table] of [
      ['zh-CN', zh],
      ['en', en],
    ])
      for (const [key, text] of Object.entries(table))
        if (text.trim() === '') faults.push(`${language}/${namespace}: ${key} is empty`);
  }
}

/** Calls `visit` on every node, with the nodes above it, nearest last. */
function walk(node, visit, above = []) {
  if (!node || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit, above);
    return;
  }
  if (typeof node.type !== 'string') return;
  visit(node, above);
  const inside = [...above, node];
  for (const [key, value] of Object.entries(node))
    if (key !== 'type' && typeof value === 'object') walk(value, visit, inside);
}

function sourceFiles() {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(here + path.sep));
}

const attributeOf = (element, name) =>
  element.openingElement.attributes.find((each) => each.type === 'JSXAttribute' && each.name.name === name);

/** Names and brands marked `translate="no"` are the same in every language. */
const untranslated = (above) =>
  above.some((node) => node.type === 'JSXElement' && attributeOf(node, 'translate')?.value?.value === 'no');

function read(file, used) {
  const text = readFileSync(file, 'utf8');
  const name = path.relative(source, file).split(path.sep).join('/');
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) {
    faults.push(`${name}: cannot be parsed`);
    return;
  }
  const complain = (node, what) =>
    faults.push(`${name}:${text.slice(0, node.start).split('\n').length}: ${what} outside the message files`);
  walk(program, (node, above) => {
    const parent = above.at(-1);
    if (node.type === 'Literal' && typeof node.value === 'string') {
      used.words.add(node.value.replace(/^[a-zA-Z]+:/, ''));
      if (speaksForItself.has(name) || untranslated(above)) return;
      if (hanText.test(node.value)) complain(node, `“${node.value}”`);
      else if (
        parent?.type === 'JSXAttribute' &&
        spokenAttributes.has(parent.name.name) &&
        anyWord.test(node.value)
      )
        complain(node, `${parent.name.name}="${node.value}"`);
      else if (
        parent?.type === 'JSXExpressionContainer' &&
        above.at(-2)?.type !== 'JSXAttribute' &&
        anyWord.test(node.value)
      )
        complain(node, `“${node.value}”`);
    }
    if (node.type === 'JSXText' && anyWord.test(node.value) && !untranslated(above))
      complain(node, `“${node.value.trim()}”`);
    if (node.type === 'TemplateLiteral') {
      const parts = node.quasis.map((quasi) => quasi.value.cooked ?? '');
      if (parts.some((part) => hanText.test(part))) complain(node, 'Chinese text');
      const first = parts[0]?.replace(/^[a-zA-Z]+:/, '') ?? '';
      // `state.${x}` uses every key that begins so; a bare `${x}` says nothing.
      if (first.length > 1)
        used.shapes.push(
          new RegExp(`^${[first, ...parts.slice(1)].map((part) => RegExp.escape(part)).join('.+')}$`),
        );
    }
  });
}

const chinese = await readMessages('zh-CN');
const english = await readMessages('en');
compare(chinese, english);

const used = { words: new Set(), shapes: [] };
for (const file of sourceFiles()) read(file, used);
for (const [namespace, table] of chinese) {
  // Sentences for error codes are picked by the code itself; their types keep them complete.
  if (namespace === 'errors') continue;
  for (const key of Object.keys(table)) {
    const stem = stemOf(key);
    if (!used.words.has(stem) && !used.shapes.some((shape) => shape.test(stem)))
      faults.push(`zh-CN/${namespace}: ${key} is used nowhere`);
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else {
  const count = [...chinese.values()].reduce((sum, table) => sum + Object.keys(table).length, 0);
  console.log(`${count} messages in two languages, all there and all used`);
}
