/**
 * What can be done to code: each comparison, condition, operator, number, word, default and
 * statement of a file, altered in every way that is a mistake easily made.
 *
 * How: the text of the file is written once more with a switch at each place; which alteration acts
 * is a number that is given at run time, so one bundle holds all mutants.
 *
 * Never: alter what is only said to the compiler, or an assertion, which says what cannot be false.
 */
import ts from 'typescript';
import { at } from '../../model/assert.ts';

/** One alteration of one place. */
export type CodeMutant = {
  /** `model/facts.ts`. */
  readonly file: string;
  /** The function around it; empty: none, so it acts while the module loads. */
  readonly inside: string;
  readonly was: string;
  readonly becomes: string;
  /** 1, 2, … where the same is written more than once in a function. */
  readonly nth: number;
  readonly line: number;
  /** What stands between these two places of the file becomes `code`. */
  readonly start: number;
  readonly end: number;
  readonly code: string;
};

/** The mutant in one line, which stays the same when the file grows elsewhere. */
export function codeTitle({
  file,
  inside,
  was,
  becomes,
  nth,
}: Omit<CodeMutant, 'line' | 'start' | 'end' | 'code'>): string {
  const time = nth > 1 ? ` (${nth})` : '';
  return `${file} ${inside}: ${was} -> ${becomes}${time}`;
}

/** What a place becomes: how it reads, and the code of it. */
type Change = readonly [reads: string, code: string];

/** The name of the function that the altered code calls: which alteration of a place acts, or 0. */
const PICK = '$pick';

const others: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
};

const otherMethods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  ceil: 'floor',
  floor: 'ceil',
  find: 'findLast',
  findLast: 'find',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};

/** Methods without which there is still a value of the same kind. */
const spared = new Set(['filter', 'toLowerCase', 'sort', 'toSorted', 'reverse', 'trim']);

/** The text of a file with a switch at each place; the mutants are added to `found`. */
export function switched(file: string, text: string, found: CodeMutant[]): string {
  return new Switching(file, text, found).written();
}

class Switching {
  readonly #source: ts.SourceFile;
  readonly #seen = new Map<string, number>();
  readonly file: string;
  readonly text: string;
  readonly found: CodeMutant[];

  constructor(file: string, text: string, found: CodeMutant[]) {
    this.file = file;
    this.text = text;
    this.found = found;
    this.#source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  }

  written(): string {
    return this.#write(this.#source);
  }

  /** The code of a node with the comment before it, places inside it switched. */
  #write(node: ts.Node): string {
    if (isLeftAlone(node)) return node.getFullText();
    const lead = this.text.slice(node.getFullStart(), node.getStart());
    const changed = ts.isStatement(node) ? this.#statement(node) : this.#expression(node);
    return lead + (changed ?? this.#inner(node));
  }

  /** The code of a node, only its children switched. */
  #inner(node: ts.Node): string {
    let out = '';
    let end = node.getStart();
    node.forEachChild((child) => {
      out += this.text.slice(end, Math.max(end, child.getFullStart())) + this.#write(child);
      end = child.end;
    });
    return out + this.text.slice(end, node.end);
  }

  /**
   * The number of the first of these alterations; they are numbered on from it. `written`: how one
   * is written in a file, where it is not what it reads.
   */
  #note(
    node: ts.Node,
    becomes: readonly string[],
    written = (reads: string): string => (ts.isExpression(node) ? `(${reads})` : reads),
  ): number {
    const first = this.found.length;
    const inside = functionAround(node);
    const { line } = this.#source.getLineAndCharacterOfPosition(node.getStart());
    for (const reads of becomes) {
      const mutant = { file: this.file, inside, was: brief(node.getText()), becomes: brief(reads) };
      const title = codeTitle({ ...mutant, nth: 1 });
      const nth = (this.#seen.get(title) ?? 0) + 1;
      this.#seen.set(title, nth);
      const [start, end] = [node.getStart(), node.end];
      this.found.push({ ...mutant, nth, line: line + 1, start, end, code: written(reads) });
    }
    return first;
  }

  /** An expression that is `own` unless one of the changes acts. */
  #choice(
    node: ts.Node,
    own: string,
    changes: readonly Change[],
    written?: (reads: string) => string,
  ): string {
    if (changes.length === 0) return own;
    const first = this.#note(
      node,
      changes.map(([reads]) => reads),
      written,
    );
    const pick = `${PICK}(${first}, ${changes.length})`;
    if (changes.length === 1) return `(${pick} ? (${at(changes, 0)[1]}) : (${own}))`;
    const cases = changes.map(([, code], index) => `$p === ${index + 1} ? (${code}) : `);
    return `(($p) => ${cases.join('')}(${own}))(${pick})`;
  }

  #statement(node: ts.Statement): string | null {
    if (ts.isExpressionStatement(node)) {
      const id = this.#note(node, ['nothing'], () => '');
      return `{ if (!${PICK}(${id}, 1)) { ${this.#inner(node)} } }`;
    }
    if (ts.isIfStatement(node)) {
      const { expression, thenStatement, elseStatement } = node;
      const rest = elseStatement ? ` else { ${this.#write(elseStatement)} }` : '';
      return `if (${this.#condition(expression)}) { ${this.#write(thenStatement)} }${rest}`;
    }
    return null;
  }

  /** A condition: also always and never. */
  #condition(node: ts.Expression): string {
    const changes: Change[] = [
      ['true', 'true'],
      ['false', 'false'],
    ];
    const first = this.#note(
      node,
      changes.map(([reads]) => reads),
    );
    const own = this.#write(node);
    return `(($p) => $p === 1 ? true : $p === 2 ? false : (${own}))(${PICK}(${first}, 2))`;
  }

  #expression(node: ts.Node): string | null {
    if (ts.isBinaryExpression(node)) return this.#binary(node);
    if (ts.isConditionalExpression(node)) {
      const [yes, no] = [this.#write(node.whenTrue), this.#write(node.whenFalse)];
      return `(${this.#condition(node.condition)} ? ${yes} : ${no})`;
    }
    if (ts.isPrefixUnaryExpression(node)) return this.#prefix(node);
    if (ts.isNumericLiteral(node)) return this.#number(node);
    if (ts.isStringLiteral(node)) return this.#word(node);
    if (node.kind === ts.SyntaxKind.TrueKeyword)
      return this.#choice(node, 'true', [['false', 'false']]);
    if (node.kind === ts.SyntaxKind.FalseKeyword)
      return this.#choice(node, 'false', [['true', 'true']]);
    if (ts.isCallExpression(node)) return this.#call(node);
    if (ts.isObjectLiteralExpression(node)) return this.#object(node);
    if (ts.isArrayLiteralExpression(node)) return this.#array(node);
    return null;
  }

  #binary(node: ts.BinaryExpression): string | null {
    const operator = node.operatorToken.getText();
    const [l, r] = [node.left.getText(), node.right.getText()];
    if (operator === '&&' || operator === '||' || operator === '??') {
      const kept: Change[] = [
        [l, '$a'],
        [r, '$b()'],
      ];
      const other: Change[] =
        operator === '??'
          ? []
          : operator === '&&'
            ? [[`${l} || ${r}`, '$a || $b()']]
            : [[`${l} && ${r}`, '$a && $b()']];
      const own = this.#choice(node, `$a ${operator} $b()`, [...kept, ...other]);
      return `(($a, $b) => ${own})(${this.#write(node.left)}, () => (${this.#write(node.right)}))`;
    }
    const operators = others[operator];
    if (operators === undefined || isText(node.left) || isText(node.right)) return null;
    const changes = operators.map((one): Change => [`${l} ${one} ${r}`, `$a ${one} $b`]);
    const own = this.#choice(node, `$a ${operator} $b`, changes);
    return `(($a, $b) => ${own})(${this.#write(node.left)}, ${this.#write(node.right)})`;
  }

  #prefix(node: ts.PrefixUnaryExpression): string | null {
    if (node.operator === ts.SyntaxKind.ExclamationToken) {
      const own = this.#choice(node, '!$a', [[node.operand.getText(), '!!$a']]);
      return `(($a) => ${own})(${this.#write(node.operand)})`;
    }
    const isNegative = node.operator === ts.SyntaxKind.MinusToken;
    if (!isNegative || !ts.isNumericLiteral(node.operand)) return null;
    const less = `${node.getText()} + 1`;
    return this.#choice(node, node.getText(), [[less, less]]);
  }

  #number(node: ts.NumericLiteral): string {
    const own = node.getText();
    const more: Change = [`${own} + 1`, `${own} + 1`];
    const less: Change = [`${own} - 1`, `${own} - 1`];
    return this.#choice(node, own, Number(node.text) > 0 ? [more, less] : [more]);
  }

  #word(node: ts.StringLiteral): string | null {
    const { parent } = node;
    const isName = 'name' in parent && parent.name === node;
    if (isName || ts.isCaseClause(parent) || functionAround(node) === '') return null;
    const other = JSON.stringify(`${node.text}?`);
    return this.#choice(node, node.getText(), [[other, other]]);
  }

  #call(node: ts.CallExpression): string | null {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee)) return null;
    const name = callee.name.text;
    if (!Object.hasOwn(otherMethods, name) && !spared.has(name)) return null;
    const receiver = this.#write(callee.expression);
    const args = `(${node.arguments.map((one) => this.#write(one)).join(', ')})`;
    const isChain = ts.isOptionalChain(callee);
    const dot = isChain ? '?.' : '.';
    const other = Object.hasOwn(otherMethods, name) ? otherMethods[name] : undefined;
    if (other !== undefined) {
      const own = this.#choice(
        node,
        JSON.stringify(name),
        [[other, JSON.stringify(other)]],
        () =>
          this.text.slice(node.getStart(), callee.name.getStart()) +
          other +
          this.text.slice(callee.name.end, node.end),
      );
      return `${receiver}${isChain ? '?.' : ''}[${own}]${args}`;
    }
    const own = this.#choice(node, `$a${dot}${name}${args}`, [[callee.expression.getText(), '$a']]);
    return `(($a) => ${own})(${receiver})`;
  }

  /** What is written after a spread can be forgotten. */
  #object(node: ts.ObjectLiteralExpression): string | null {
    const first = node.properties.findIndex((one) => ts.isSpreadAssignment(one));
    if (first < 0) return null;
    const parts = node.properties.map((property, index) => {
      const own = this.#write(property);
      const isWritten =
        ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
      if (!isWritten || index < first) return own;
      return `...${this.#choice(property, `{ ${own} }`, [['nothing', '{}']], () => '...{}')}`;
    });
    return `({ ${parts.join(', ')} })`;
  }

  /** An element of several can be forgotten. */
  #array(node: ts.ArrayLiteralExpression): string | null {
    const { elements } = node;
    const isAssigned = ts.isBinaryExpression(node.parent) && node.parent.left === node;
    if (isAssigned || functionAround(node) === '' || elements.length === 0) return null;
    if (elements.length < 2 && !elements.some(ts.isSpreadElement)) return null;
    const parts = elements.map((element) => {
      const own = ts.isSpreadElement(element)
        ? this.#write(element.expression)
        : `[${this.#write(element)}]`;
      return `...${this.#choice(element, own, [['nothing', '[]']], () => '...[]')}`;
    });
    return `[${parts.join(', ')}]`;
  }
}

/** Types, imports, assertions and labels are not altered. */
function isLeftAlone(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node))
    return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isThrowStatement(node))
    return true;
  if (ts.isExpressionStatement(node)) return isLeftAlone(node.expression);
  if (!ts.isCallExpression(node)) return false;
  const called = node.expression.getText();
  return called === 'assert' || called === 'unreachable' || called === 'Symbol';
}

const isText = (node: ts.Node): boolean => ts.isStringLiteral(node) || ts.isTemplateLiteral(node);

/** The named function around a node, with what it is in; empty: none. */
function functionAround(node: ts.Node): string {
  let name = '';
  let isInside = false;
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (ts.isFunctionLike(up)) isInside = true;
    if (ts.isFunctionDeclaration(up) || ts.isMethodDeclaration(up))
      name = up.name?.getText() ?? name;
    if (name === '' && ts.isVariableDeclaration(up) && isInside) name = up.name.getText();
  }
  return isInside ? name || 'arrow' : '';
}

const BRIEF_MAX = 100;

function brief(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > BRIEF_MAX ? `${line.slice(0, BRIEF_MAX)}…` : line;
}
