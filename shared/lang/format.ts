import type { Expr, Statement } from './ast.ts';
import { quote } from './tokens.ts';

export function formatExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return String(expr.value);
    case 'string':
      return quote(expr.value);
    case 'name':
      return expr.name;
    case 'index':
      return `${expr.name}[${expr.index}]`;
    default: {
      const space = expr.op === '|' ? '' : ' ';
      return `${formatExpr(expr.left)}${space}${expr.op}${space}${formatExpr(expr.right)}`;
    }
  }
}

const assign = (target: string): string => (target === '' ? '' : `${target} = `);
const block = (body: readonly Statement[]): string => body.map(formatStatement).join('; ');

/** The statement as a line of program text; parsing it gives the same statement. */
export function formatStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'call':
      return `${assign(statement.target)}${statement.call}(${statement.args.map(formatExpr).join(', ')})`;
    case 'work':
      return `work ${statement.ticks}`;
    case 'spin':
      return 'spin';
    case 'load':
      return `${assign(statement.target)}load ${formatExpr(statement.address)}`;
    case 'store':
      return `store ${formatExpr(statement.address)}, ${formatExpr(statement.value)}`;
    case 'jump':
      return `jump ${formatExpr(statement.address)}`;
    case 'names':
      return `${assign(statement.target)}names(${formatExpr(statement.buffer)}, ${formatExpr(statement.count)})`;
    case 'privileged':
      return statement.what;
    case 'repeat':
      return `repeat ${statement.times}: ${block(statement.body)}`;
    default:
      return `if ${formatExpr(statement.left)} ${statement.op} ${formatExpr(statement.right)}: ${block(statement.body)}`;
  }
}
