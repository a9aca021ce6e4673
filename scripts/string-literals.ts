import ts from 'typescript';

/** A text that stands in code: `parts` are what stands between the `${…}` of a template, else the one text. */
export interface Literal {
  readonly parts: readonly string[];
  readonly line: number;
  /** The function whose argument it is (`say`, `sayCode`, `new StartProblem` as `StartProblem`), else ''. */
  readonly callee: string;
}

/** Every string, template and JSX text of a source file in order; comments and what is imported are left out. */
export function literalsOf(path: string, text: string): Literal[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    const parts = partsOf(node);
    if (parts !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ parts, line: line + 1, callee: calleeOf(node.parent) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function partsOf(node: ts.Node): string[] | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isJsxText(node)) return node.text.trim() === '' ? null : [node.text.trim()];
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

function calleeOf(parent: ts.Node): string {
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return '';
  const { expression } = parent;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}
