/**
 * Who may import whom, enforced: the folders point one way, and a package stays where it is needed.
 *
 *     model <- scenarios <- sim <- reports <- cli        tools alone import properties
 *
 * Why: the model can be checked because it has no clock, chance or disk; the simulator is fast
 * because it cannot fall back to XState by accident. Both are claims about imports, and tested.
 *
 * Never: except a file from a rule to get a change through; move the code where the matrix allows.
 */

/** What each folder may import: folders beside itself, and packages of others. */
const matrix = {
  model: { folders: [], packages: [] }, // see `xstateFiles`, `htmlFile`
  scenarios: { folders: ['model'], packages: ['yaml', 'zod', 'csv-parse', 'fast-xml-parser'] },
  sim: {
    folders: ['model', 'scenarios'],
    packages: ['@faker-js/faker', 'hyparquet', 'hyparquet-writer'],
  },
  reports: {
    folders: ['model', 'scenarios', 'sim'],
    packages: [
      'csv-stringify',
      '@observablehq/plot',
      'preact',
      '@preact/signals',
      'vite',
      'vite-plugin-singlefile',
    ],
  },
  cli: {
    folders: ['model', 'scenarios', 'sim', 'reports'],
    packages: ['commander', '@bomb.sh/tab', 'simple-ascii-chart'],
  },
  properties: {
    folders: ['model', 'scenarios', 'sim'],
    packages: ['entities', 'fast-check', 'vitest'],
  },
  bench: { folders: ['model', 'scenarios', 'sim'], packages: ['benchmark', 'graphology'] },
  tools: { folders: ['model', 'scenarios', 'sim', 'reports', 'properties'], packages: ['.+'] },
};

/** Reads HTML, for which `entities` has the names of all characters. */
const htmlFile = '^model/html\\.ts$';

const xstateFiles = '^(model/(machines/.+|tabulate|interpret)|bench/reference/machine)\\.ts$';

/** Where node: built-ins are allowed: the edges of the program, which read files and arguments. */
const edges = '^((cli|bench|tools|properties)/|scenarios/(read[^/]*\\.ts$|import/))';

const test = '\\.test\\.ts$';
const otherFolders = (folder) => Object.keys(matrix).filter((name) => name !== folder);

function foldersOf(folder) {
  const allowed = matrix[folder].folders;
  const forbidden = otherFolders(folder).filter((name) => !allowed.includes(name));
  return {
    name: `${folder}-folders`,
    comment: `${folder}/ may import ${[folder, ...allowed].join(', ')}: move the code, not the line`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: test },
    to: { path: `^(${forbidden.join('|')})/` },
  };
}

function packagesOf(folder) {
  const allowed = matrix[folder].packages;
  return {
    name: `${folder}-packages`,
    comment: `${folder}/ may import ${allowed.join(', ') || 'no package'}`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: [test, xstateFiles, htmlFile] },
    to: {
      path: '(^|/)node_modules/',
      ...(allowed.length > 0 && { pathNot: `(^|/)node_modules/(${allowed.join('|')})(/|$)` }),
    },
  };
}

module.exports = {
  forbidden: [
    ...Object.keys(matrix).map(foldersOf),
    ...Object.keys(matrix).map(packagesOf),
    {
      name: 'machines-packages',
      comment: 'machines, tabulate and interpret may import xstate and no other package',
      severity: 'error',
      from: { path: xstateFiles, pathNot: test },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/xstate/' },
    },
    {
      name: 'html-packages',
      comment: 'model/html.ts may import entities and no other package',
      severity: 'error',
      from: { path: htmlFile },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/entities/' },
    },
    {
      name: 'no-built-ins',
      comment:
        'files, clock and arguments are read in cli, bench, tools and scenarios/read*.ts only',
      severity: 'error',
      from: { path: '.', pathNot: [test, edges] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment: 'two files that need each other (types included) are one file, or lack a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'the import leads nowhere: a misspelt path, or a package that is not installed',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'judge-is-independent',
      comment:
        'the judge is written from the rules: of model, sim and scenarios it may know types alone',
      severity: 'error',
      from: { path: '^properties/judge/' },
      to: { path: '^(model|sim|scenarios)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-imports-of-tests',
      comment: 'a test is read by the test runner and by nobody else',
      severity: 'error',
      from: {},
      to: { path: test },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'require', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
