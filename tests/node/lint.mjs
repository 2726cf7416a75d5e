// Lints BPMN files with bpmnlint's recommended rules: node lint.mjs FILE...
// Prints a JSON object: file -> list of {rule, category, id, message}.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { BpmnModdle } from 'bpmn-moddle';

const require = createRequire(import.meta.url);
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const config = { extends: 'bpmnlint:recommended' };
const reports = {};

for (const file of process.argv.slice(2)) {
  const linter = new Linter({ config, resolver: new NodeResolver({ require }) });
  const { rootElement, warnings } = await new BpmnModdle().fromXML(await readFile(file, 'utf8'));
  const results = await linter.lint(rootElement);
  reports[file] = [
    ...warnings.map(({ message }) => ({ rule: 'import', category: 'error', id: null, message })),
    ...Object.entries(results).flatMap(([ rule, found ]) =>
      found.map(({ category, id, message }) => ({ rule, category, id, message }))),
  ];
}

console.log(JSON.stringify(reports));
