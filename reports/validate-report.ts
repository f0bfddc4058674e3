/**
 * The report of a validation: one result, in every format that is built.
 */
import type { ValidationResult } from '../sim/validate/validate.ts';
import type { Report } from './report.ts';
import { validateCsv } from './validate-csv.ts';
import { validateMarkdown } from './validate-markdown.ts';
import { validateText } from './validate-text.ts';

/** @param again  the command that gives the same result */
export function validateReport(result: ValidationResult, again: string): Report {
  return {
    name: 'validation',
    text: (look) => validateText(result, { ...look, again }),
    json: () => result,
    markdown: () => validateMarkdown(result, again),
    csv: () => validateCsv(result),
  };
}
