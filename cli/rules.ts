/**
 * `recall-lab rules`: the matrix of documented rules, or the switches of contested and silent
 * points.
 */

import type { Look } from '../reports/columns.ts';
import { endings } from '../reports/report.ts';
import matrix from '../reports/rule-matrix.json' with { type: 'json' };
import {
  assumptionsJson,
  assumptionsText,
  type RuleMatrix,
  ruleGaps,
  ruleRows,
  rulesJson,
  rulesMarkdown,
  rulesText,
} from '../reports/rules.ts';
import switchMatrix from '../reports/switch-matrix.json' with { type: 'json' };
import { switchGaps } from '../reports/switches.ts';
import { deliver, isBuilt, lookOf } from './deliver.ts';
import { type CommonOptions, EXIT, type Exit } from './options.ts';
import type { Terminal } from './terminal.ts';

export type RulesOptions = CommonOptions & { readonly assumptions?: true };

export async function rulesCommand(
  _inputs: readonly string[],
  options: RulesOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'rules')) return EXIT.TROUBLE;
  const rows = ruleRows(matrix as RuleMatrix);
  const look = lookOf(options, terminal);
  const text = options.assumptions ? switches(format, look) : rules(format, rows, look);
  deliver(text, `rules.${endings[format]}`, options, terminal);
  const gaps = options.assumptions ? switchGaps(switchMatrix) : ruleGaps(rows);
  return gaps.length === 0 ? EXIT.HOLDS : EXIT.DIFFERS;
}

type RulesFormat = 'text' | 'json' | 'markdown';

function rules(format: RulesFormat, rows: ReturnType<typeof ruleRows>, look: Look): string {
  if (format === 'json') return rulesJson(rows);
  return format === 'markdown' ? rulesMarkdown(rows) : rulesText(rows, look);
}

function switches(format: RulesFormat, look: Look): string {
  return format === 'json' ? assumptionsJson(switchMatrix) : assumptionsText(switchMatrix, look);
}
