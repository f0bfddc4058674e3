/**
 * Asks the compiler about mutants of code: one that it refuses is no mistake that anybody makes,
 * for `npm run check` names it before a test runs.
 *
 * What is only unused or out of reach is not refused: whoever makes the mistake takes that away
 * too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { CodeMutant } from './code-operators.ts';

const root = join(import.meta.dirname, '../..');

/** Declared and never read, in its several wordings, and code that is never reached. */
const spared: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198, 6199, 7027]);

/** Whether the compiler refuses a mutant; it knows the model, and checks the altered file alone. */
export function compiler(files: readonly string[]): (mutant: CodeMutant) => boolean {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const altered = new Map<string, string>();
  let version = 0;
  const host: ts.LanguageServiceHost = {
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getCompilationSettings: () => options,
    getScriptFileNames: () => files.map((file) => join(root, file)),
    getScriptVersion: (path) => (altered.has(path) ? String(version) : '0'),
    getScriptSnapshot: (path) => {
      const text = altered.get(path) ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  };
  const service = ts.createLanguageService(host);
  return ({ file, start, end, code }) => {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    altered.clear();
    altered.set(path, text.slice(0, start) + code + text.slice(end));
    version++;
    const found = [
      ...service.getSyntacticDiagnostics(path),
      ...service.getSemanticDiagnostics(path),
    ];
    return found.some(({ code: number }) => !spared.has(number));
  };
}
